//! The line of finding in the article, in place of the status line: nothing of the text is covered.

use crate::app::overlays::Find;
use crate::app::{ArticleMetrics, ListMetrics, Main};
use crate::text::SafeText;
use crate::ui::canvas::{Canvas, Field, columns_of};
use crate::ui::layout::Areas;
use crate::ui::line_field;
use crate::ui::theme::Face;

/// Draws the overlay; `article` is what this very frame measured.
pub fn draw(
    canvas: &mut Canvas<'_>,
    areas: &Areas,
    find: &Find,
    main: &Main,
    article: &ArticleMetrics,
) -> ListMetrics {
    let Some(field) = Field::in_area(areas.status, 0, 1, 1) else { return ListMetrics::default() };
    canvas.blank(Field { x: areas.status.x, width: areas.status.width, ..field });
    let used = canvas.own(field, "Find", Face::PaneTitleFocused);
    let mut line = field.after(used + 2);
    if let Some(finding) = &main.article.finding {
        let mut finding = finding.clone();
        (finding.current, finding.total, finding.is_counted) = (article.hit, article.hits, true);
        let told = SafeText::new(&finding.told());
        let is_missing = finding.total == 0;
        if columns_of(told.as_str()) + 12 < line.width {
            let told = canvas.right(line, &told, if is_missing { Face::Warning } else { Face::Dim });
            line = line.before(told + 2);
        }
    }
    line_field::draw(canvas, line, &find.line);
    // The panes keep the mouse.
    ListMetrics::default()
}
