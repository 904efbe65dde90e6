//! Tests: every declared pair of colours is readable in both schemes.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../styles/00-tokens.css");

struct Pair<'a> {
    front: &'a str,
    back: &'a str,
    least: f64,
}

/// The lines `contrast: --text on --paper >= 4.5` of the tokens file.
fn pairs() -> Vec<Pair<'static>> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let rest = line.trim().strip_prefix("contrast: ")?;
            let (front, rest) = rest.split_once(" on ")?;
            let (back, least) = rest.split_once(" >= ")?;
            Some(Pair { front, back, least: least.trim().parse().ok()? })
        })
        .collect()
}

/// The hexadecimal colours declared in a part of the file.
fn colours(css: &str) -> BTreeMap<&str, [u8; 3]> {
    css.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_suffix(';')?.split_once(": #")?;
            let channel = |at: usize| u8::from_str_radix(value.get(at..at + 2)?, 16).ok();
            Some((name, [channel(0)?, channel(2)?, channel(4)?]))
        })
        .collect()
}

fn schemes() -> [(&'static str, BTreeMap<&'static str, [u8; 3]>); 2] {
    let (light, dark) = TOKENS.split_once("@media (prefers-color-scheme: dark)").unwrap_or((TOKENS, ""));
    let light = colours(light);
    let mut both = light.clone();
    both.extend(colours(dark));
    [("light", light), ("dark", both)]
}

/// Relative luminance (WCAG 2.1).
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn ratio(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 0.01);
}

#[test]
fn every_declared_pair_is_readable_in_both_schemes() {
    let pairs = pairs();
    assert!(pairs.len() >= 30, "the tokens file declares its pairs");
    let mut short = Vec::new();
    for (scheme, colours) in schemes() {
        for Pair { front, back, least } in &pairs {
            match (colours.get(front), colours.get(back)) {
                (Some(one), Some(other)) => {
                    let found = ratio(*one, *other);
                    if found < *least {
                        short.push(format!("{scheme}: {front} on {back} is {found:.2}, needs {least}"));
                    }
                }
                _ => short.push(format!("{scheme}: {front} or {back} is not declared")),
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}
