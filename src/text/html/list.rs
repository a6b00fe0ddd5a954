//! Items on their way to a list, and the numbers that they take. Called by `frame`.

use crate::text::document::{Block, List, Numbering};

/// A list that is being read.
pub struct ListParts {
    list: List,
    /// Number of the next item.
    next: i64,
}

impl ListParts {
    /// An empty `<ul>`.
    pub fn bullets() -> Self {
        Self { list: List::default(), next: 0 }
    }

    /// An empty `<ol>`.
    pub fn numbered(start: i64, numbering: Numbering, is_reversed: bool) -> Self {
        Self { list: List { start: Some(start), numbering, is_reversed, ..List::default() }, next: start }
    }

    /// Adds an item. An empty one is not shown, but it has taken its number.
    pub fn item(&mut self, number: Option<i64>, blocks: Vec<Block>) {
        let number = number.unwrap_or(self.next);
        let step = if self.list.is_reversed { -1 } else { 1 };
        self.next = number.saturating_add(step);
        if blocks.is_empty() {
            return;
        }
        let at = self.list.items.len();
        self.list.items.push(blocks);
        if self.list.number(at).is_some_and(|expected| expected != number) {
            self.list.values.insert(at, number);
        }
    }

    /// Blocks outside of an item join the last one.
    pub fn strays(&mut self, blocks: Vec<Block>) {
        match self.list.items.last_mut() {
            Some(item) => item.extend(blocks),
            None => self.item(None, blocks),
        }
    }

    /// The list, if it has items.
    pub fn finish(self) -> Option<List> {
        (!self.list.items.is_empty()).then_some(self.list)
    }
}
