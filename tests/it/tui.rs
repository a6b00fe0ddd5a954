//! The reader: what keys do, and how it looks then.

mod article;
mod demo;
mod entries;
mod help;
mod looks;
mod refresh;
mod sources;
