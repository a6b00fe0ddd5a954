use super::theme::Face;
