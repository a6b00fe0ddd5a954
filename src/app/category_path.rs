//! Paths of categories as a person types them (`News/Tech`): put in order, and completed from those
//! that are there. Used by every line that asks for a category.

use crate::domain::Category;
use crate::text::SafeText;

/// The path that was typed, without needless blanks and strokes; `None` for the top.
#[must_use]
pub fn path_of(typed: &str) -> Option<SafeText> {
    let titles: Vec<&str> = typed.split('/').map(str::trim).filter(|title| !title.is_empty()).collect();
    let path = SafeText::new(&titles.join("/"));
    (!path.is_empty()).then_some(path)
}

/// The first path that goes on where `typed` ends; capitals are taken as small letters.
#[must_use]
pub fn completion<'a>(typed: &str, categories: &'a [Category]) -> Option<&'a SafeText> {
    let typed = typed.trim_start().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    categories.iter().map(|category| &category.path).find(|path| {
        let path = path.as_str().to_lowercase();
        path.starts_with(&typed) && path != typed
    })
}

/// The category of exactly this path.
#[must_use]
pub fn category_at<'a>(path: &str, categories: &'a [Category]) -> Option<&'a Category> {
    categories.iter().find(|category| category.path.as_str() == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CategoryId;

    #[test]
    fn paths_are_put_in_order_and_completed() {
        let path = |typed| path_of(typed).map(|path| path.to_string());
        assert_eq!(path(" News / Tech/ ").as_deref(), Some("News/Tech"));
        assert_eq!(path(" / "), None);
        let named = |id, path: &str| Category {
            id: CategoryId(id),
            parent: None,
            title: SafeText::new(path),
            path: SafeText::new(path),
        };
        let categories = [named(1, "News"), named(2, "News/Tech")];
        let completed = |typed| completion(typed, &categories).map(SafeText::as_str);
        assert_eq!(completed("ne"), Some("News"));
        assert_eq!(completed("news"), Some("News/Tech"));
        assert_eq!((completed(""), completed("x"), completed("News/Tech")), (None, None, None));
    }
}
