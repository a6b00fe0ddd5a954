//! Why a picture cannot be shown, in words for the person who waits for it.

/// Why a file is no picture that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No format that is known.
    #[error("the address holds no picture that can be shown here")]
    NoPicture,
    /// A drawing, not pixels.
    #[error("it is a drawing (SVG), which cannot be shown here")]
    Drawing,
    /// A format that is not decoded.
    #[error("it is a picture of a kind that cannot be shown here (AVIF or HEIC)")]
    Unknown,
    /// Too many bytes.
    #[error("its file is larger than {} MB", super::MAX_FILE >> 20)]
    TooHeavy,
    /// Too many pixels.
    #[error("it is too large: {width} by {height} pixels")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It breaks off, or says what is not so.
    #[error("its file is damaged")]
    Damaged,
}
