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

    /// Changes each image.
    pub fn each_figure(&mut self, mut change: impl FnMut(&mut Figure)) {
        change_each(&mut self.blocks, &mut change);
    }
}

/// By recursion, which `html` limits to 24 levels.
fn change_each(blocks: &mut [Block], change: &mut dyn FnMut(&mut Figure)) {
    for block in blocks {
        match block {
            Block::Figure(figure) => change(figure),
            Block::Quote(blocks) => change_each(blocks, change),
            Block::List(list) => {
                for item in &mut list.items {
                    change_each(item, change);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    change_each(&mut definition.meaning, change);
                }
            }
            Block::Paragraph(_) | Block::Heading(..) | Block::Code { .. } | Block::Table(_) | Block::Rule => {
            }
        }
    }
}
