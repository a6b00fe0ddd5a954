//! Parameters of addresses that tell a publisher where a reader came from, and choose nothing of what
//! is shown. A name that chooses content anywhere stands only under the hosts where it does not.
//! Called by `clean`.

use super::clean::is_host;

/// Names that begin so: campaigns (`utm_source`, Matomo, `HubSpot`, Blueshift).
const PREFIXES: &[&str] = &["utm_", "mtm_", "hsa_", "bsft_", "__hs", "elqtrack"];

/// Names that track wherever they stand, in small letters, in order.
const EVERYWHERE: &[&str] = &[
    "__twitter_impression",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "action_object_map",
    "action_ref_map",
    "action_type_map",
    "at_bbc_team",
    "at_campaign",
    "at_campaign_type",
    "at_custom1",
    "at_custom2",
    "at_custom3",
    "at_custom4",
    "at_format",
    "at_link_id",
    "at_link_origin",
    "at_link_type",
    "at_medium",
    "at_ptr_name",
    "awc",
    "cjdata",
    "cjevent",
    "ck_subscriber_id",
    "cmpid",
    "cndid",
    "dclid",
    "dm_i",
    "echobox",
    "ef_id",
    "elqaid",
    "elqat",
    "elqcampaignid",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_campaignid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hsctatracking",
    "icid",
    "igsh",
    "igshid",
    "irclickid",
    "irgwc",
    "li_fat_id",
    "mbid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "ncid",
    "nr_email_referer",
    "ns_campaign",
    "ns_fee",
    "ns_linkname",
    "ns_mchannel",
    "ns_source",
    "ocid",
    "oly_anon_id",
    "oly_enc_id",
    "pk_campaign",
    "pk_cid",
    "pk_content",
    "pk_keyword",
    "pk_kwd",
    "pk_medium",
    "pk_source",
    "rb_clickid",
    "ref_src",
    "s_kwcid",
    "sr_share",
    "srsltid",
    "ttclid",
    "tw_source",
    "twclid",
    "vero_conv",
    "vero_id",
    "wbraid",
    "wprov",
    "wt_mc",
    "wt_zmc",
    "wtmc",
    "xtor",
    "yclid",
    "ysclid",
];

/// Names that track on these hosts; elsewhere they may choose content.
const AT_HOME: &[(&str, &[&str])] = &[
    ("bloomberg.com", &["leadsource", "sref", "srnd"]),
    ("dailymail.co.uk", &["ito"]),
    ("medium.com", &["source"]),
    ("msn.com", &["cvid", "ei"]),
    (
        "nytimes.com",
        &["campaign_id", "emc", "instance_id", "partner", "segment_id", "smid", "smtyp", "user_id"],
    ),
    ("open.spotify.com", &["si"]),
    ("reddit.com", &["ref", "ref_source", "share_id"]),
    ("reuters.com", &["feedname", "feedtype"]),
    ("theguardian.com", &["cmp"]),
    ("twitter.com", &["ref_url", "s", "t"]),
    ("washingtonpost.com", &["itid", "wpisrc", "wpmm"]),
    ("wsj.com", &["mod"]),
    ("x.com", &["ref_url", "s", "t"]),
    ("youtu.be", &["feature", "si"]),
    ("youtube.com", &["feature", "pp", "si"]),
];

/// True for the name of a parameter that tracks on this host.
pub(super) fn is_tracking(name: &str, host: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || EVERYWHERE.binary_search(&name.as_str()).is_ok()
        || AT_HOME.iter().any(|(home, names)| is_host(host, home) && names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_stand_in_order_and_in_small_letters() {
        assert!(EVERYWHERE.is_sorted());
        let all = EVERYWHERE.iter().chain(PREFIXES).chain(AT_HOME.iter().flat_map(|(_, names)| names.iter()));
        assert!(all.clone().all(|name| !name.contains(char::is_uppercase)));
    }
}
