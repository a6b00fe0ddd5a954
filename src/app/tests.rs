use super::update;
