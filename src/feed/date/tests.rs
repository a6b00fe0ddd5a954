use super::parse_date;

#[test]
fn dates_are_read_in_every_form_that_feeds_use() {
    let noon = "2026-11-22T12:00:00Z";
    let midnight = "2026-11-22T00:00:00Z";
    let cases: &[(&str, &str)] = &[
        ("Sun, 22 Nov 2026 12:00:00 GMT", noon),
        ("Sun, 22 Nov 2026 13:00:00 +0100", noon),
        ("22 Nov 2026 12:00 UT", noon),
        ("Sunday, 22 November 2026 12:00:00 GMT", noon),
        ("Sun, 22 Nov 26 12:00:00 GMT", noon),
        ("Sun, 22 Nov 2026 14:00:00 CEST", noon),
        ("Sun, 22 Nov 2026 07:00:00 EST", noon),
        ("Sun, 22 Nov 2026 14:00:00 GMT+0200", noon),
        ("Sun, 22 Nov 2026 14:00:00 GMT+2", noon),
        ("Sun, 22 Nov 2026 12:00:00 +0000 (UTC)", noon),
        ("Sun, 22 Nov 2026 12:00:00", noon),
        ("Sun, Nov 22 2026 12:00:00 GMT", noon),
        ("Nov 22, 2026 12:00 PM", noon),
        ("November 22nd, 2026 12:00:00 pm", noon),
        ("Sun Nov 22 12:00:00 UTC 2026", noon),
        ("Sun Nov 22 2026 14:00:00 GMT+0200 (CEST)", noon),
        ("Sun, 22 Nov 2026", midnight),
        ("2026-11-22T12:00:00Z", noon),
        ("2026-11-22T12:00:00.000+00:00", noon),
        ("2026-11-22T13:00:00+0100", noon),
        ("2026-11-22T13:00+01:00", noon),
        ("2026-11-22 12:00:00", noon),
        ("2026-11-22 12:00:00 UTC", noon),
        ("2026-11-22T12:00", noon),
        ("20261122T120000Z", noon),
        ("2026-11-22", midnight),
        ("2026/11/22 12:00:00", noon),
        ("20261122", midnight),
        ("2026-326", midnight),
        ("2026326", midnight),
        ("2026-W47-7", midnight),
        ("2026W477", midnight),
        ("2026-11", "2026-11-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("11/22/2026 12:00:00 PM", noon),
        ("22/11/2026", midnight),
        ("22.11.2026 12:00", noon),
        ("1795348800", noon),
        ("1795348800000", noon),
        ("Sun, 22 Nov 2026 12:00:60 GMT", "2026-11-22T12:00:59Z"),
        ("Sun, 22 Nov 2026 24:00:00 GMT", "2026-11-23T00:00:00Z"),
        ("dimanche 22 novembre 2026 12:00:00", noon),
        ("So, 22 Dez 2026 12:00:00 GMT", "2026-12-22T12:00:00Z"),
        ("22 março 2026 12:00", "2026-03-22T12:00:00Z"),
        ("2026-november-22T12:00Z", noon),
        ("2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
        ("2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"),
        ("2004년 05월 28일  01:31:15", "2004-05-27T16:31:15Z"),
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
        ("03-12-31", "2003-12-31T00:00:00Z"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let read = parse_date(text).map_or("nothing".to_owned(), |instant| instant.to_string());
            (read != *expected).then(|| format!("{text}: {read}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "now",
        "yesterday",
        "0000-00-00T00:00:00Z",
        "0000-00-00 00:00:00",
        "2026-13-01",
        "2026-02-30T00:00:00Z",
        "Sun, 31 Feb 2026 00:00:00 GMT",
        "25:61:00",
        "99999999999999999999",
        "Nov",
        "12:00:00",
        "-",
        "2026-11-22T99:00:00Z",
    ] {
        assert_eq!(parse_date(text), None, "{text}");
    }
}
