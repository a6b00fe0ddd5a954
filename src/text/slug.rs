//! Names of files, made from titles: letters, digits and `-` only, so that no title can lead out of a
//! folder, hide a file or name a device.

/// The words of a title in small letters with `-` between them, in at most `longest` bytes and without
/// a word that is cut, if there are others; `article` where nothing is left.
#[must_use]
pub fn slug(title: &str, longest: usize) -> String {
    let mut out = String::new();
    let mut is_apart = false;
    for c in title.chars().flat_map(char::to_lowercase) {
        if matches!(c, '\'' | '’') {
            continue;
        }
        if !c.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        let separator = usize::from(is_apart && !out.is_empty());
        if out.len() + separator + c.len_utf8() > longest {
            if separator == 0
                && let Some(words) = out.rfind('-')
            {
                out.truncate(words);
            }
            break;
        }
        if separator > 0 {
            out.push('-');
        }
        is_apart = false;
        out.push(c);
    }
    if out.is_empty() { "article".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_become_names() {
        for (title, expected) in [
            ("Reactor restart approved: what’s next?", "reactor-restart-approved-whats-next"),
            ("../../etc/passwd", "etc-passwd"),
            ("-rf --help", "rf-help"),
            (".hidden\0\n$(reboot)`x`", "hidden-reboot-x"),
            ("日本語の見出し 2026", "日本語の見出し-2026"),
            ("🚀 !!", "article"),
        ] {
            assert_eq!(slug(title, 90), expected);
        }
        assert_eq!(slug("日本語", 7), "日本");
        assert_eq!(slug("Reactor restart approved", 18), "reactor-restart");
        assert_eq!(slug("Reactor restart approved", 15), "reactor-restart");
    }

    proptest! {
        #[test]
        fn a_name_is_short_and_harmless(title in ".*", longest in 8_usize..100) {
            let name = slug(&title, longest);
            prop_assert!(name.len() <= longest && !name.is_empty());
            prop_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-'));
            prop_assert!(!name.starts_with('-') && !name.ends_with('-'));
        }
    }
}
