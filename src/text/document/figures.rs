//! The images of a document, in the order in which it is set: whoever counts them while it sets the
//! document and whoever looks one up must count alike.

use super::{Block, Document, Figure};

impl Document {
    /// The images, wherever they stand.
    #[must_use]
    pub fn figures(&self) -> Vec<&Figure> {
        let figures = self.every_block().into_iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        });
        figures.collect()
    }
}
