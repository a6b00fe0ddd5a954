//! The outlets of the edition: names, addresses, templates and articles. An article is a file in the
//! outlet's folder of `assets/demo` and a line here; a test finds files that are not listed.

use super::outlet::{Feed, Outlet};
use super::{ATOM, JSON, RSS};

/// A file of `assets/demo`.
macro_rules! asset {
    ($path:expr) => {
        include_str!(concat!("../../../assets/demo/", $path))
    };
}

/// Files of a folder of `assets/demo`.
macro_rules! articles {
    ($folder:literal: $($name:literal)+) => {
        &[$(asset!(concat!($folder, "/", $name, ".html"))),+]
    };
}

pub(super) const ALL: &[Outlet] = &[
    Outlet {
        name: "The Harbour Post",
        home: "https://harbourpost.example/",
        folder: "stories/",
        language: "en-GB",
        page: asset!("harbour-post/page.html"),
        feed: Some(Feed {
            path: "feed.xml",
            content_type: RSS,
            category: "News",
            envelope: asset!("harbour-post/feed.xml"),
            item: asset!("harbour-post/item.xml"),
            separator: "",
        }),
        articles: articles!["harbour-post":
            "bell" "cable-break" "chess-final" "comet-guide" "corrections" "corvid-lease"
            "council-budget" "electric-ferry" "kelp-bread" "lamp-keeper-review" "letters-bus"
            "library-nights" "mussel-growers" "reactor-restart" "row" "storm-night" "storm-season"
            "strike-brazier" "tide-gauge"
        ],
    },
    Outlet {
        name: "Northern Ledger",
        home: "https://northernledger.example/",
        folder: "regions/",
        language: "en",
        page: asset!("page.html"),
        feed: Some(Feed {
            path: "atom.xml",
            content_type: ATOM,
            category: "News",
            envelope: asset!("feeds/atom.xml"),
            item: asset!("feeds/atom-full.xml"),
            separator: "",
        }),
        articles: articles!["northern-ledger":
            "budget" "census" "comet" "corvid" "court" "ferry-cost" "mussels-reopen" "reactor" "seabed"
            "storm-power" "strike-ends" "third-cable"
        ],
    },
    Outlet {
        name: "Coastline Wire",
        home: "https://coastlinewire.example/",
        folder: "wire/",
        language: "en",
        page: asset!("page.html"),
        feed: Some(Feed {
            path: "rss",
            content_type: RSS,
            category: "News",
            envelope: asset!("feeds/rss.xml"),
            item: asset!("coastline-wire/item.xml"),
            separator: "",
        }),
        articles: articles!["coastline-wire":
            "cable-lost" "corvid" "court" "ferry-eve" "herring" "mussels-ban" "reactor-critical"
            "reactor-permit" "row" "seabed" "storm-warning" "strike-begins" "strike-ends"
        ],
    },
    Outlet {
        name: "Isle Courier",
        home: "https://islecourier.example/",
        folder: "news/",
        language: "en",
        page: asset!("page.html"),
        feed: Some(Feed {
            path: "rss.xml",
            content_type: RSS,
            category: "Local",
            envelope: asset!("feeds/rss.xml"),
            item: asset!("feeds/rss-snippet.xml"),
            separator: "",
        }),
        articles: articles!["isle-courier":
            "bell" "budget" "cable" "cable-lost" "chess" "ferry" "gauges" "lost-found" "mussels-ban"
            "reactor" "reactor-permit" "row" "sandwort" "storm-after" "storm-warning" "strike"
        ],
    },
    Outlet {
        name: "Systems Weekly",
        home: "https://systemsweekly.example/",
        folder: "",
        language: "en",
        page: asset!("systems-weekly/page.html"),
        feed: Some(Feed {
            path: "atom.xml",
            content_type: ATOM,
            category: "Technology",
            envelope: asset!("systems-weekly/feed.xml"),
            item: asset!("systems-weekly/item.xml"),
            separator: "",
        }),
        articles: articles!["systems-weekly":
            "cable" "cache" "deutsch" "grep" "heat" "interview" "japanese" "jobs" "palisade" "positions"
            "queues" "terminal" "time"
        ],
    },
    Outlet {
        name: "Data Current",
        home: "https://datacurrent.example/",
        folder: "",
        language: "en",
        page: asset!("page.html"),
        feed: Some(Feed {
            path: "feed.json",
            content_type: JSON,
            category: "Technology",
            envelope: asset!("feeds/json.json"),
            item: asset!("feeds/json-item.json"),
            separator: ",\n",
        }),
        articles: articles!["data-current":
            "batteries" "corvid" "court" "harbour-song" "palisade" "plugs" "units"
        ],
    },
    Outlet {
        name: "Plain Evidence",
        home: "https://plainevidence.example/",
        folder: "",
        language: "en",
        page: asset!("plain-evidence/page.html"),
        feed: Some(Feed {
            path: "atom.xml",
            content_type: ATOM,
            category: "Science",
            envelope: asset!("feeds/atom.xml"),
            item: asset!("feeds/atom-snippet.xml"),
            separator: "",
        }),
        articles: articles!["plain-evidence":
            "bloom" "comet" "correction" "long-wave" "long-wave-2" "seabed" "sleep-gulls" "storm-track"
        ],
    },
    Outlet {
        name: "Küstenblatt",
        home: "https://kuestenblatt.example/",
        folder: "artikel/",
        language: "de",
        page: asset!("kuestenblatt/page.html"),
        feed: Some(Feed {
            path: "rss.xml",
            content_type: RSS,
            category: "World",
            envelope: asset!("feeds/rss.xml"),
            item: asset!("feeds/rss-snippet.xml"),
            separator: "",
        }),
        articles: articles!["kuestenblatt":
            "faehre" "glocke" "reaktor" "rudern" "schach" "seekabel" "seekarte" "streik" "sturm"
            "tiefsee"
        ],
    },
    Outlet {
        name: "Four Winds",
        home: "https://fourwinds.example/",
        folder: "",
        language: "en",
        page: asset!("page.html"),
        feed: Some(Feed {
            path: "feed",
            content_type: RSS,
            category: "World",
            envelope: asset!("feeds/rss.xml"),
            item: asset!("feeds/rss-full.xml"),
            separator: "",
        }),
        articles: articles!["four-winds":
            "bell-el" "chess-ru" "column-he" "comet-ja" "court-es" "letter-fr" "palisade-zh" "radio-en"
            "seabed-ar"
        ],
    },
    Outlet {
        name: "Saltway - Shipping and Trade News",
        home: "https://saltway.example/",
        folder: "business/",
        language: "en",
        page: asset!("page.html"),
        feed: None,
        articles: articles!["saltway":
            "cable-claim" "corvid" "mussel-price" "seabed" "strike"
        ],
    },
    Outlet {
        name: "The Daily Lantern",
        home: "https://dailylantern.example/",
        folder: "",
        language: "en",
        page: asset!("page.html"),
        feed: None,
        articles: articles!["daily-lantern":
            "bell" "fourteen-per-cent" "heron-clause" "old-phones" "reactor-bill"
        ],
    },
    Outlet {
        name: "Grid Journal",
        home: "https://gridjournal.example/",
        folder: "",
        language: "en",
        page: asset!("page.html"),
        feed: None,
        articles: articles!["grid-journal":
            "corvid-grid" "ferry-charger" "heat-pumps" "winter-price"
        ],
    },
    Outlet {
        name: "Signal & Noise",
        home: "https://signalandnoise.example/",
        folder: "",
        language: "en",
        page: asset!("page.html"),
        feed: None,
        articles: articles!["signal-noise":
            "anchor" "comet" "ferry" "finch" "palisade" "seabed"
        ],
    },
];

/// A feed whose publisher has moved it without a word.
pub(super) const FAILING: &str = "https://gullhead.example/forecast.xml";

/// Pictures and sounds, and their addresses.
pub(super) const FILES: &[(&str, &[u8])] = &[
    (
        "https://harbourpost.example/img/skerry-point-dawn.jpg",
        include_bytes!("../../../assets/demo/files/skerry-point-dawn.jpg"),
    ),
    ("https://harbourpost.example/img/marram.jpg", include_bytes!("../../../assets/demo/files/marram.jpg")),
    (
        "https://harbourpost.example/img/ottoline-track.png",
        include_bytes!("../../../assets/demo/files/ottoline-track.png"),
    ),
    ("https://harbourpost.example/img/bell.png", include_bytes!("../../../assets/demo/files/bell.png")),
    (
        "https://harbourpost.example/img/kelp-line.png",
        include_bytes!("../../../assets/demo/files/kelp-line.png"),
    ),
    ("https://plainevidence.example/img/bloom.png", include_bytes!("../../../assets/demo/files/bloom.png")),
    ("https://fourwinds.example/files/song.wav", include_bytes!("../../../assets/demo/files/song.wav")),
];
