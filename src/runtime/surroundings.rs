//! What the reader is told of the world around it: read once when it starts, handed in by tests, so
//! that nothing deeper looks at the person's own environment or home.

use crate::config::{Environment, HomeFolders};
use crate::service::{Network, Services};

/// The world around the reader.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The variables that tidings heeds.
    pub environment: Environment,
    /// The person's folders; `None` where nobody's home is looked at.
    pub home: Option<HomeFolders>,
}

impl Surroundings {
    /// Those of this process. The demo edition is about nobody, so it looks at nobody's home.
    #[must_use]
    pub fn of(services: &Services, environment: Environment) -> Self {
        let home = (services.network == Network::Real).then(HomeFolders::locate).flatten();
        Self { environment, home }
    }
}
