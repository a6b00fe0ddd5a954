//! `stories` on the demo edition, and what other commands say of stories.

use super::{Home, array};

#[test]
fn stories_are_told_by_rank_with_the_names_that_are_promised() {
    let home = Home::new();
    let stories = home.json(&["--profile", "demo", "stories", "--since", "7d", "--json"]);
    let stories = array(&stories);
    assert!(stories.len() >= 10);
    for (story, rank) in stories.iter().zip(1..) {
        let names: Vec<&String> = story.as_object().expect("an object").keys().collect();
        assert_eq!(names.len(), 8);
        assert_eq!(story["rank"], rank);
        assert!(story["id"].is_string() && story["entries"][0].is_string(), "{story}");
        assert!(!story["why"].as_str().expect("words").is_empty());
        assert!(story["first_seen"].as_str() <= story["last_seen"].as_str());
    }
    let id = stories[0]["id"].as_str().expect("an id");
    let query = format!("story:{id}");
    let entries = home.json(&["--profile", "demo", "list", "--all", "--json", &query]);
    assert_eq!(array(&entries).len(), array(&stories[0]["entries"]).len());
    assert!(array(&entries).iter().all(|entry| entry["story_id"] == id));
}

#[test]
fn stories_are_printed_for_people_and_a_short_time_has_fewer() {
    let home = Home::new();
    let day = home.run(&["--profile", "demo", "stories"]).expect_code(0).stdout;
    let hour = home.run(&["--profile", "demo", "stories", "--since", "1h"]).expect_code(0).stdout;
    assert!(day.contains("outlets tell it") && hour.lines().count() < day.lines().count(), "{hour}");
    home.run(&["--profile", "demo", "stories", "--since", "soon"]).expect_code(2);
}
