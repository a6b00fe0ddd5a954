//! Loads pictures and makes them fit, a few at a time and never on the thread that draws: file from the
//! cache or the network, pixels, what the terminal draws. The loop takes what was made.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::tasks::{TaskKey, Tasks};
use crate::domain::{Cells, EntryId, Picture, PictureId, PictureSource};
use crate::media;
use crate::service::{self, Services, pictures};
use crate::text::SafeText;
use crate::ui::{Encoded, Encoder};

/// Files that are fetched at once.
const FETCHED_AT_ONCE: usize = 4;

/// Makes pictures.
pub struct ImageLoader {
    services: Services,
    fetching: Arc<Semaphore>,
    /// A large picture takes much memory while it is decoded.
    decoding: Arc<Semaphore>,
    made: mpsc::UnboundedSender<Made>,
    cancel: CancellationToken,
}

/// A picture that was made, or why there is none.
pub struct Made {
    /// The picture.
    pub picture: PictureId,
    /// The room that it was made for.
    pub room: Cells,
    /// What came of it.
    pub result: Result<Encoded, SafeText>,
}

/// A picture that is wanted.
pub struct Wanted {
    /// The entry that it belongs to.
    pub entry: EntryId,
    /// The picture.
    pub picture: Picture,
    /// The room that is kept for it.
    pub room: Cells,
}

impl ImageLoader {
    /// A loader; the receiver gets what it makes.
    pub fn new(services: Services) -> (Self, mpsc::UnboundedReceiver<Made>) {
        let (made, receiver) = mpsc::unbounded_channel();
        let (fetching, decoding) = (Arc::new(Semaphore::new(FETCHED_AT_ONCE)), Arc::new(Semaphore::new(1)));
        (Self { services, fetching, decoding, made, cancel: CancellationToken::new() }, receiver)
    }

    /// Starts to load a picture.
    pub fn load(&self, wanted: Wanted, encoder: Encoder, tasks: &mut Tasks) {
        let services = self.services.clone();
        let (fetching, decoding) = (Arc::clone(&self.fetching), Arc::clone(&self.decoding));
        let (made, cancel) = (self.made.clone(), self.cancel.clone());
        let (picture, room) = (wanted.picture.id, wanted.room);
        tasks.start(TaskKey::Picture(picture, room), |replaced| async move {
            let work = async {
                let file = {
                    let _turn = fetching.acquire().await;
                    file(&services, wanted).await.map_err(|error| reason(&error))?
                };
                let _turn = decoding.acquire().await;
                let work = spawn_blocking(move || encoder.encode(&file, room));
                // The thread may also have come upon a mistake in a decoder.
                work.await
                    .unwrap_or(Err(media::Error::Damaged))
                    .map_err(|error| SafeText::new(&error.to_string()))
            };
            let result = tokio::select! {
                result = work => result,
                () = replaced.cancelled() => return,
                () = cancel.cancelled() => return,
            };
            // Nobody listens at the very end.
            drop(made.send(Made { picture, room, result }));
        });
    }

    /// Stops what is being loaded.
    pub fn cancel(&mut self) {
        std::mem::take(&mut self.cancel).cancel();
    }
}

async fn file(services: &Services, wanted: Wanted) -> Result<Bytes, service::Error> {
    let url = match wanted.picture.source {
        PictureSource::Inline(bytes) => return Ok(Bytes::from_owner(bytes)),
        PictureSource::Web(url) => url,
    };
    let asked = services.clone();
    let reach = spawn_blocking(move || pictures::reach(&asked, wanted.entry));
    let reach = reach.await.map_err(|_| service::Error::Stopped)??;
    pictures::fetch(services, &url, reach).await
}

/// The address stands with the picture already.
fn reason(error: &service::Error) -> SafeText {
    match error {
        service::Error::Net { reason, .. } => SafeText::new(&reason.to_string()),
        error => SafeText::new(&error.to_string()),
    }
}
