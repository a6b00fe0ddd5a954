//! The words of the field, as types: feeds, entries, categories, tags, changes, events and the
//! clock. No database, no network, no screen. Used by every module above `text`.

pub mod analysis;
pub mod brief;
pub mod category;
pub mod change;
pub mod download;
pub mod entry;
pub mod event;
pub mod feed;
pub mod ids;
pub mod import_plan;
pub mod media_kind;
pub mod note;
pub mod pack;
pub mod page_form;
pub mod picture;
pub mod preview;
pub mod progress;
pub mod smart_feed;
pub mod story;
pub mod tag;
pub mod time;
pub mod version;
pub mod web_url;

pub use analysis::{
    Analysis, Basis, EntryPlace, Label, Paragraph, Provenance, Section, SectionKey, Source, Voice,
};
pub use brief::{Brief, BriefGroup, BriefStory, KeyPoint};
pub use category::Category;
pub use change::{Change, ChangeKind};
pub use download::{DownloadProgress, Downloads, FailedDownload};
pub use entry::{Completeness, Enclosure, Entry, EntryRow, FullText, Related};
pub use event::{Event, Found, FoundEntry, LoadedEntry};
pub use feed::{Counts, Feed, FeedActivity, FeedState, FullTextMode, Health, Reach, SmartFeed, Subscription};
pub use ids::{CategoryId, ChangeId, EntryId, FeedId, RequestId, SmartFeedId, StoryId, TagId};
pub use import_plan::{FoundList, ImportPlan, ListFormat, Outline, SkippedLine};
pub use media_kind::MediaKind;
pub use note::Note;
pub use pack::{Edition, Offer, Pack, PackFeed, Pick};
pub use page_form::PageForm;
pub use picture::{Cells, Picture, PictureId, PictureOutcome, PictureSource, lead_with_picture};
pub use preview::{FeedContent, FeedPreview, Preview};
pub use progress::Progress;
pub use smart_feed::{OwnSmartFeed, SmartFeedCount};
pub use story::{Coverage, RankedStory, Story, Telling, TopStories};
pub use tag::TagCount;
pub use time::{Clock, Moment, Timestamp};
pub use version::{Edit, EditCount, TextOrigin, Version};
pub use web_url::WebUrl;
