//! What the reader is told of the world around it: read once when it starts, handed in by tests, so
//! that nothing deeper looks at the person's own environment or home.

use std::path::PathBuf;

use crate::config::{Environment, HomeFolders, documents_folder};
use crate::service::{Network, Services};

/// The world around the reader.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The variables that tidings heeds.
    pub environment: Environment,
    /// The person's folders; `None` where nobody's home is looked at.
    pub home: Option<HomeFolders>,
    /// The person's folder for documents, else the one for downloads.
    pub documents: Option<PathBuf>,
}

impl Surroundings {
    /// Those of this process. The demo edition is about nobody, so it looks at nobody's home.
    #[must_use]
    pub fn of(services: &Services, environment: Environment) -> Self {
        let home = (services.network == Network::Real).then(HomeFolders::locate).flatten();
        let documents = home.as_ref().and_then(|_| documents_folder());
        Self { environment, home, documents }
    }
}
