//! What had to be mended in a feed, in plain words. The mending itself happens where the damage is
//! met (`decode`, `token`, `entity`, `reader`); here it only gets its names.

use crate::text::SafeText;

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Repair {
    /// Compressed twice, or compressed and not said so.
    Compressed,
    /// The compressed bytes ended early.
    CompressedCut,
    /// The declared encoding is not the one in use.
    WrongEncoding,
    /// Bytes that are no text in the encoding of the feed.
    StrayBytes,
    /// Something stands before the feed.
    LeadingJunk,
    /// Something stands behind the feed.
    TrailingJunk,
    /// `&` that begins no reference, or a reference without its end.
    Ampersand,
    /// A reference to a character that does not exist.
    BadReference,
    /// `<` that begins no tag.
    StrayMark,
    /// Quotes of an attribute are missing.
    Attributes,
    /// CDATA section or comment without an end.
    OpenSection,
    /// The feed ends in the middle.
    CutOff,
    /// Elements that were never closed, or closed in the wrong order.
    Unbalanced,
    /// A namespace prefix that is not declared.
    Prefix,
    /// A namespace that is not the one of the format.
    Namespace,
    /// No version where the format wants one.
    Version,
    /// Items outside the place where the format has them.
    Misplaced,
    /// Nested deeper than is read.
    TooDeep,
    /// Entities of the document type that are not expanded.
    Entities,
    /// JSON with wrong types or missing fields.
    Json,
}

const ALL: [(Repair, &str); 20] = [
    (Repair::Compressed, "the feed came compressed without saying so"),
    (Repair::CompressedCut, "the compressed feed ends early; what came was read"),
    (Repair::WrongEncoding, "the feed is not in the encoding that it declares"),
    (Repair::StrayBytes, "bytes that are no text were replaced"),
    (Repair::LeadingJunk, "text before the feed was skipped"),
    (Repair::TrailingJunk, "text after the feed was skipped"),
    (Repair::Ampersand, "a bare & was taken as text"),
    (Repair::BadReference, "a reference to no character was replaced"),
    (Repair::StrayMark, "a bare < was taken as text"),
    (Repair::Attributes, "quotes missing around an attribute were added"),
    (Repair::OpenSection, "a comment or CDATA section without an end was closed"),
    (Repair::CutOff, "the feed breaks off; everything before was read"),
    (Repair::Unbalanced, "elements left open were closed"),
    (Repair::Prefix, "an undeclared namespace prefix was taken in its usual meaning"),
    (Repair::Namespace, "an unusual namespace was taken as the format's own"),
    (Repair::Version, "the missing or unknown version was ignored"),
    (Repair::Misplaced, "items outside the channel were read as well"),
    (Repair::TooDeep, "elements nested too deep were flattened"),
    (Repair::Entities, "entities that the feed defines were not expanded"),
    (Repair::Json, "wrong or missing JSON fields were mended"),
];

/// The kinds of damage met in one feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Repairs(u32);

impl Repairs {
    /// Remembers a kind of damage.
    pub fn note(&mut self, repair: Repair) {
        self.0 |= 1 << repair as u32;
    }

    /// Takes over what another step met.
    pub fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// True when this kind was met.
    #[cfg(test)]
    pub fn has(self, repair: Repair) -> bool {
        self.0 & (1 << repair as u32) != 0
    }

    /// One line for each kind.
    pub fn lines(self) -> Vec<SafeText> {
        ALL.iter()
            .filter(|(repair, _)| self.0 & (1 << *repair as u32) != 0)
            .map(|(_, words)| SafeText::new(words))
            .collect()
    }
}
