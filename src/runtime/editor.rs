//! A longer text is written in the person's own editor, which gets the terminal meanwhile. The text
//! lies in a folder that only this person can read, and is removed afterwards.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::terminal::Screen;
use crate::config::{Environment, Paths, create_private_dir};
use crate::system::{editor_command, run_in_foreground};

/// Longest text that is taken back, in bytes.
const LONGEST: u64 = 1_048_576;

/// The person's editor.
#[derive(Clone, Debug)]
pub struct Editor {
    setting: Option<String>,
    folder: PathBuf,
}

impl Editor {
    /// `$VISUAL`, else `$EDITOR`, else `vi`; drafts lie in the state folder.
    #[must_use]
    pub fn new(environment: &Environment, paths: &Paths) -> Self {
        Self { setting: environment.editor.clone(), folder: paths.state_dir.clone() }
    }

    /// Has the person edit `initial`; `None` if the text is the same as before or the editor ended with
    /// a failure, which is how editors say that nothing shall be kept (`:cq`). Blank lines at the end
    /// are not part of the text.
    pub fn edit(&self, screen: &mut dyn Screen, initial: &str) -> io::Result<Option<String>> {
        let mut argv = editor_command(self.setting.as_deref()).map_err(io::Error::other)?;
        let draft = Draft::create(&self.folder, initial)?;
        argv.push(draft.file().display().to_string());
        let mut ended_well = false;
        screen.hand_over(&mut || {
            ended_well = run_in_foreground(&argv).map_err(io::Error::other)?;
            Ok(())
        })?;
        let text = if ended_well { draft.read()? } else { return Ok(None) };
        let text = text.trim_end();
        Ok((text != initial.trim_end()).then(|| text.to_owned()))
    }
}

/// A folder of its own, because editors put files of theirs beside the text.
struct Draft(PathBuf);

impl Draft {
    fn create(folder: &Path, text: &str) -> io::Result<Self> {
        let folder = folder.join(format!("draft-{}", std::process::id()));
        // What an earlier process of this number left.
        drop(fs::remove_dir_all(&folder));
        create_private_dir(&folder)?;
        let draft = Self(folder);
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(draft.file())?;
        file.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        Ok(draft)
    }

    fn file(&self) -> PathBuf {
        self.0.join("note.md")
    }

    fn read(&self) -> io::Result<String> {
        let mut bytes = Vec::new();
        // Opened by its name: many editors put a new file in the place of the old one.
        File::open(self.file())?.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}
