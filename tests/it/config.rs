//! The configuration: each file of `fixtures/config/valid` is taken, each of `invalid` is refused with
//! exactly the notices that stand beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tidings::config::{
    DEFAULT_CONFIG, Enclosures, Error, Glyphs, Images, KeySource, MarkRead, Notice, Paths, ProviderKind,
    Settings, check, load,
};
use tidings::domain::{FullTextMode, MediaKind, PageForm};
use tidings::text::wrap::Bidi;

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/config").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|item| item.expect("a fixture").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(files.len() >= 3, "fixtures are missing");
    files
}

fn notices(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a fixture");
    let lines: Vec<String> = check(&text).notices.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn expected(path: &Path) -> String {
    fs::read_to_string(path.with_extension("expected")).unwrap_or_default().trim_end().to_owned()
}

#[test]
fn valid_files_are_taken_with_the_warnings_beside_them() {
    for path in fixtures("valid") {
        let text = fs::read_to_string(&path).expect("a fixture");
        assert!(!check(&text).notices.iter().any(Notice::is_mistake), "{}", path.display());
        assert_eq!(notices(&path), expected(&path), "{}", path.display());
    }
}

#[test]
fn invalid_files_report_all_mistakes_at_once() {
    for path in fixtures("invalid") {
        assert_eq!(notices(&path), expected(&path), "{}", path.display());
        assert!(!expected(&path).is_empty(), "{} is not invalid", path.display());
    }
}

#[test]
fn the_documented_defaults_are_the_defaults() {
    let parsed = check(DEFAULT_CONFIG);
    assert_eq!(parsed.notices, [], "the default file has something to be said about it");
    assert_eq!(parsed.settings, Settings::default());
}

#[test]
fn the_defaults_are_those_that_are_promised() {
    let settings = Settings::default();
    assert_eq!(settings.mark_read, MarkRead::OnOpen);
    assert_eq!(settings.full_text, FullTextMode::Manual);
    assert_eq!(settings.images, Images::Auto);
    assert!(settings.mouse);
    assert_eq!((settings.glyphs, settings.right_to_left), (Glyphs::Auto, Bidi::Terminal));
    assert_eq!(settings.theme, "terminal");
    assert_eq!(settings.article_width, 80);
    assert!(settings.refresh.on_start && !settings.refresh.limit_loopback);
    assert_eq!(settings.refresh.min, Duration::from_mins(15));
    assert_eq!(settings.refresh.max, Duration::from_hours(24));
    assert_eq!(settings.google_news.base.as_str(), "https://news.google.com/");
    assert_eq!(settings.google_news.locale, "en-US");
    assert!(settings.google_news.resolve);
    assert!(settings.browser_command.is_empty() && settings.providers.is_empty());
    assert!(settings.save_folder.is_none() && settings.pipes.is_empty());
    assert_eq!(settings.enclosures, Enclosures::default());
    assert_eq!((settings.analysis.default, settings.analysis.daily_tokens), (None, 200_000));
}

#[test]
fn every_name_can_be_set() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/config/valid/everything.toml");
    let settings = check(&fs::read_to_string(path).expect("a fixture")).settings;
    assert_eq!(settings.mark_read, MarkRead::After(Duration::from_secs(3)));
    assert_eq!(settings.full_text, FullTextMode::Always);
    let drawn = (settings.images, settings.glyphs, settings.right_to_left);
    assert_eq!(drawn, (Images::Click, Glyphs::Ascii, Bidi::Visual));
    assert!(!settings.mouse && !settings.refresh.on_start && settings.refresh.limit_loopback);
    assert_eq!((settings.theme.as_str(), settings.article_width), ("my-theme_2.dark", 100));
    assert_eq!(settings.refresh.min, Duration::from_secs(90));
    assert_eq!(settings.refresh.max, Duration::from_mins(90));
    assert_eq!(settings.google_news.base.as_str(), "http://127.0.0.1:8080/news");
    assert!(!settings.google_news.resolve);
    assert_eq!(settings.browser_command, ["firefox", "--new-tab"]);
    assert_eq!(settings.save_folder.as_deref(), Some(Path::new("~/news")));
    assert_eq!(settings.analysis.default.as_deref(), Some("home"));
    let [home, far, third] = settings.providers.as_slice() else { panic!("three providers") };
    assert_eq!((home.kind, &home.key), (ProviderKind::Ollama, &KeySource::None));
    assert_eq!(home.base_url.as_str(), "http://127.0.0.1:11434/");
    assert_eq!(far.key, KeySource::Command(vec!["pass".into(), "show".into(), "news key".into()]));
    assert_eq!((far.price_in.to_bits(), far.price_out.to_bits()), (3.0_f64.to_bits(), 15.5_f64.to_bits()));
    assert_eq!(third.key, KeySource::Environment("THIRD_KEY".into()));
}

#[test]
fn programs_that_take_an_article_have_names() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/config/valid/everything.toml");
    let settings = check(&fs::read_to_string(path).expect("a fixture")).settings;
    let [aloud, read] = settings.pipes.as_slice() else { panic!("two programs") };
    assert_eq!((aloud.name.as_str(), aloud.form), ("aloud", PageForm::Plain));
    assert_eq!(
        (read.command.as_slice(), read.form),
        (&["!less".into(), "-R".into()][..], PageForm::Markdown)
    );
}

#[test]
fn each_kind_of_file_has_its_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/config/valid/everything.toml");
    let files = check(&fs::read_to_string(path).expect("a fixture")).settings.enclosures;
    let kinds = [MediaKind::Audio, MediaKind::Video, MediaKind::Image, MediaKind::Other];
    assert_eq!(kinds.map(|kind| files.command(kind).join(" ")), ["mpv --no-video", "mpv", "feh", "xdg-open"]);
}

#[test]
fn a_mistake_names_file_line_and_column() {
    let root = tempfile::tempdir().expect("a folder");
    let paths = Paths::under(root.path());
    fs::create_dir_all(&paths.config_dir).expect("a folder");
    fs::write(&paths.config_file, "mouse = 1\nimages = 2\n").expect("a file");
    let error = load(&paths).expect_err("two mistakes");
    let lines: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
    let file = paths.config_file.display();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], format!("{file}:1:9: `mouse` is 1; allowed: true, false"));
    assert!(lines[1].starts_with(&format!("{file}:2:10: ")));
}

#[test]
fn no_file_is_the_defaults_and_bytes_are_a_mistake() {
    let root = tempfile::tempdir().expect("a folder");
    let paths = Paths::under(root.path());
    assert_eq!(load(&paths).expect("defaults").settings, Settings::default());
    fs::create_dir_all(&paths.config_dir).expect("a folder");
    fs::write(&paths.config_file, b"mouse = true\n# \xff\n").expect("a file");
    assert!(matches!(load(&paths), Err(Error::Mistakes { notices, .. }) if notices[0].line == 2));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_write_is_warned_about() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().expect("a folder");
    let paths = Paths::under(root.path());
    fs::create_dir_all(&paths.config_dir).expect("a folder");
    fs::write(&paths.config_file, "").expect("a file");
    let warnings = |mode| {
        fs::set_permissions(&paths.config_file, fs::Permissions::from_mode(mode)).expect("permissions");
        load(&paths).expect("settings").notices.len()
    };
    assert_eq!((warnings(0o600), warnings(0o644), warnings(0o664), warnings(0o602)), (0, 0, 1, 1));
}
