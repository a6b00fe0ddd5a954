//! Which stories become one: those that are given, and then the likest pairs. Called by
//! `Clusterer::settle`.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::ops::Range;

use super::{Clusterer, Group, Member, WINDOW_S};
use crate::story::tokens::Term;

/// Stories are one from this mean likeness of their tellings on. Measured: at this value fewer than one
/// pair in twenty is wrong, on headlines alone (see `tests/benches/stories.rs`).
const LIKE: f32 = 0.09;
/// So much more is asked of a story that has very many tellings already.
const MANY: u32 = 60;
const LIKE_MANY: f32 = 0.05;
/// The same text makes one story of less, because another headline and first line hide it.
const LIKE_COPY: f32 = 0.03;
/// How much likeness counts less at the far end of the window.
const DECAY: f32 = 0.3;
/// No story is longer; what goes on for longer is several.
const LONGEST_S: i64 = 7 * 24 * 3600;
/// Words that two stories must share, one of them a rare one.
const SHARED: usize = 2;
/// A text has many words and shares some with any other: so many in all, or so many rare ones.
const SHARED_WITH_TEXT: usize = 3;
const RARE_SHARED: usize = 2;
/// Stories that are compared with a new entry at most, those with its rarest words first.
const COMPARED: usize = 300;
/// Ended stories are looked for when so much time went by, and dropped when one entry in so many is of
/// them.
const LOOK_S: i64 = 6 * 3600;
const ENDED: usize = 4;
/// The same name of an article means another one after so long.
const LINK_S: i64 = 36 * 3600;

/// Two stories and how like they are. The likest comes first, among equals the older places.
pub(super) type Pair = (u32, Reverse<(u32, u32)>, (u32, u32));

/// A batch on its way.
#[derive(Debug)]
pub(super) struct Settling {
    /// New entries whose likes were not looked for yet.
    pub(super) left: Range<u32>,
    pub(super) pairs: BinaryHeap<Pair>,
    /// A place in each story that changed.
    pub(super) changed: HashSet<u32>,
}

impl Clusterer {
    /// Unites an entry with what certainly tells the same; its story if that changed.
    pub(super) fn unite_given(&mut self, place: u32, links: &[u64]) -> Option<u32> {
        let at = self.slots.get(place).at;
        let by_link = links.iter().filter_map(|link| self.links.place(*link));
        let mut given: Vec<u32> =
            by_link.filter(|other| (self.slots.get(*other).at - at).abs() <= LINK_S).collect();
        let rules = self.rules.of(self.slots.get(place).entry);
        let together = rules.iter().filter(|(_, together)| *together);
        given.extend(together.filter_map(|(other, _)| self.ruled.get(other)));
        let mut changed = None;
        for other in given {
            let (one, other) = (self.slots.root(place), self.slots.root(other));
            if one != other && !self.is_forbidden(one, other) {
                changed = Some(self.slots.unite(one, other));
            }
        }
        changed
    }

    /// Looks for stories that are like those of the next few new entries.
    pub(super) fn look_around(&self, settling: &mut Settling, few: usize) {
        let mut seen: HashSet<u32> = HashSet::new();
        for place in settling.left.by_ref().take(few) {
            let own = self.slots.root(place);
            seen.clear();
            seen.insert(own);
            let places = self.telling_words(own).into_iter().flat_map(|word| self.postings.places(word));
            for other in places {
                if seen.len() > COMPARED {
                    break;
                }
                let other = self.slots.root(other);
                if seen.insert(other) {
                    settling.pairs.extend(self.pair(own, other));
                }
            }
        }
    }

    /// Unites the likest stories, pair by pair, after a look at so many pairs at most.
    pub(super) fn unite_like(&mut self, settling: &mut Settling, few: usize) {
        let Settling { pairs, changed, .. } = settling;
        for _ in 0..few {
            let Some((_, Reverse((one, other)), sizes)) = pairs.pop() else { return };
            let roots = (self.slots.root(one), self.slots.root(other));
            if roots.0 == roots.1 {
                continue;
            }
            let is_as_it_was =
                roots == (one, other) && sizes == (self.slots.get(one).size, self.slots.get(other).size);
            if !is_as_it_was {
                // One of them grew since: they may still be like each other.
                pairs.extend(self.pair(roots.0, roots.1));
            } else if !self.is_forbidden(one, other) {
                changed.insert(self.slots.unite(one, other));
            }
        }
    }

    /// The stories of these places, each once, oldest first.
    pub(super) fn groups(&self, changed: &HashSet<u32>) -> Vec<Group> {
        let roots: HashSet<u32> = changed.iter().map(|place| self.slots.root(*place)).collect();
        let mut groups: Vec<Group> = roots.into_iter().map(|root| self.group(root)).collect();
        groups.sort_by_key(|group| group.members.first().map(|member| member.entry));
        groups
    }

    /// Drops stories that ended before `instant`, when they are enough for that to be worth it.
    pub(super) fn forget_before(&mut self, instant: i64) {
        if instant < self.looked_for_ended + LOOK_S
            || self.slots.count_ended(instant) * ENDED <= self.slots.len()
        {
            return;
        }
        self.looked_for_ended = instant;
        let now = self.slots.drop_ended(instant);
        let place_now = |place: u32| now[place as usize];
        self.postings.renumber(place_now);
        self.links.renumber(place_now);
        self.ruled.retain(|_, place| place_now(*place).map(|now| *place = now).is_some());
        self.known.retain(|_, place| place_now(*place).map(|now| *place = now).is_some());
    }

    /// The rare words of a story, the rarest first.
    fn telling_words(&self, root: u32) -> Vec<Term> {
        let terms = self.slots.get(root).vector.terms();
        let words = terms.filter(|term| term.is_word() && self.frequencies.is_rare(*term));
        let mut words: Vec<(f32, Term)> = words.map(|word| (self.frequencies.weight(word), word)).collect();
        words.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
        words.into_iter().map(|(_, word)| word).collect()
    }

    /// Two stories as a pair, if they are like enough.
    fn pair(&self, one: u32, other: u32) -> Option<Pair> {
        let (mine, theirs) = (self.slots.get(one), self.slots.get(other));
        let gap = mine.gap(theirs);
        if gap > WINDOW_S || mine.span(theirs) > LONGEST_S || !mine.may_speak_with(theirs) {
            return None;
        }
        let common = mine.vector.common(&theirs.vector, &self.frequencies);
        if common.rare_words == 0 || common.words < SHARED {
            return None;
        }
        let has_text = mine.has_text || theirs.has_text;
        if has_text && common.rare_words < RARE_SHARED && common.words < SHARED_WITH_TEXT {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "stories have far fewer than 2^24 entries")]
        let mean = common.product / (mine.size as f32 * theirs.size as f32);
        #[allow(clippy::cast_precision_loss, reason = "a share of the window needs no second")]
        let like = mean * (1.0 - DECAY * gap as f32 / WINDOW_S as f32);
        let enough = if mine.size + theirs.size > MANY { LIKE + LIKE_MANY } else { LIKE };
        let may_be_copy = like < enough && like >= LIKE_COPY && mine.size == 1;
        let is_copy = may_be_copy && self.has_text_of(one, other);
        let like = if is_copy { enough } else { like };
        // Numbers of this kind that are not negative are in the order of their bits.
        (like >= enough).then(|| (like.to_bits(), Reverse((one, other)), (mine.size, theirs.size)))
    }

    fn has_text_of(&self, one: u32, story: u32) -> bool {
        let Some(sketch) = &self.slots.get(one).sketch else { return false };
        self.slots
            .members(story)
            .any(|place| self.slots.get(place).sketch.as_ref().is_some_and(|other| other.is_near(sketch)))
    }

    /// True if the person said of an entry of one story that it is not of the other.
    fn is_forbidden(&self, one: u32, other: u32) -> bool {
        if self.ruled.is_empty() {
            return false;
        }
        self.slots.members(one).any(|place| {
            let rules = self.rules.of(self.slots.get(place).entry);
            let mut apart = rules.iter().filter(|(_, together)| !together);
            apart
                .any(|(entry, _)| self.ruled.get(entry).is_some_and(|place| self.slots.root(*place) == other))
        })
    }

    fn group(&self, root: u32) -> Group {
        let mut places: Vec<u32> = self.slots.members(root).collect();
        places.sort_by_key(|place| (self.slots.get(*place).at, self.slots.get(*place).entry));
        let members = places.iter().enumerate().map(|(i, place)| {
            let slot = self.slots.get(*place);
            let earlier = places[..i].iter().map(|place| self.slots.get(*place));
            let copy_of = slot.sketch.as_ref().and_then(|sketch| {
                let mut with_text =
                    earlier.filter_map(|earlier| Some((earlier.entry, earlier.sketch.as_ref()?)));
                with_text.find(|(_, other)| other.is_near(sketch)).map(|(entry, _)| entry)
            });
            Member { entry: slot.entry, copy_of }
        });
        Group { members: members.collect() }
    }
}
