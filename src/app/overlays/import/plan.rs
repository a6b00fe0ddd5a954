//! What an import would do, as lines to read: new feeds under their categories, then what is left out.

use crate::domain::{ImportPlan, Outline};
use crate::text::SafeText;

/// A line of what would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanLine {
    /// What follows, and how much of it.
    Heading(SafeText, usize),
    /// A feed: its name and its address.
    Feed(SafeText, SafeText),
    /// A line of the file that is no feed, and why.
    Skipped(usize, SafeText),
    /// Nothing.
    Blank,
}

/// What would happen, line by line: new feeds under their categories, then the rest.
#[must_use]
pub fn plan_lines(plan: &ImportPlan) -> Vec<PlanLine> {
    let mut categories: Vec<Option<&SafeText>> = Vec::new();
    for feed in &plan.new {
        if !categories.contains(&feed.category.as_ref()) {
            categories.push(feed.category.as_ref());
        }
    }
    let mut lines = Vec::new();
    for category in categories {
        let title = category.cloned().unwrap_or_else(|| SafeText::new("Without a category"));
        let feeds = plan.new.iter().filter(|feed| feed.category.as_ref() == category);
        group(&mut lines, title, feeds.map(named).collect());
    }
    let skipped = plan.skipped.iter().map(|skipped| PlanLine::Skipped(skipped.line, skipped.reason.clone()));
    group(&mut lines, SafeText::new("Skipped"), skipped.collect());
    let already = plan.already.iter().map(named).collect();
    group(&mut lines, SafeText::new("Subscribed to already"), already);
    lines
}

fn group(lines: &mut Vec<PlanLine>, title: SafeText, rows: Vec<PlanLine>) {
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(PlanLine::Blank);
    }
    lines.push(PlanLine::Heading(title, rows.len()));
    lines.extend(rows);
}

fn named(feed: &Outline) -> PlanLine {
    let host = feed.url.host();
    let title = feed.title.clone().filter(|title| !title.is_empty());
    match title {
        Some(title) => PlanLine::Feed(title, SafeText::new(&host)),
        None => PlanLine::Feed(SafeText::new(&feed.url.to_string()), SafeText::default()),
    }
}

/// What would happen, in one line.
#[must_use]
pub fn told(plan: &ImportPlan) -> SafeText {
    let feeds = |n: usize| if n == 1 { "1 new feed".to_owned() } else { format!("{n} new feeds") };
    let mut text = match (plan.new.len(), plan.categories()) {
        (0, _) => "Nothing new".to_owned(),
        (n, 0) => feeds(n),
        (n, 1) => format!("{} in 1 category", feeds(n)),
        (n, categories) => format!("{} in {categories} categories", feeds(n)),
    };
    if !plan.already.is_empty() {
        text = format!("{text} · {} there already", plan.already.len());
    }
    match plan.skipped.len() {
        0 => {}
        1 => text.push_str(" · 1 line skipped"),
        n => text = format!("{text} · {n} lines skipped"),
    }
    SafeText::new(&text)
}
