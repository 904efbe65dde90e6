//! An envelope as a bar that fills.

use crate::{format, i18n::common};
use openapi::Money;
use yew::prelude::*;

/// Properties of [`MoneyBar`].
#[derive(Properties, PartialEq)]
pub struct MoneyBarProps {
    /// Whose envelope.
    pub label: AttrValue,
    /// The envelope.
    pub total: Money,
    /// What is committed.
    pub used: Money,
    /// What the change at hand would add.
    #[prop_or_default]
    pub pending: Option<Money>,
}

/// The bar with its amounts in words; the drawing only repeats them.
#[component]
pub fn MoneyBar(props: &MoneyBarProps) -> Html {
    let total = props.total.amount;
    let used = props.used.amount;
    let pending = props.pending.map_or(0, |money| money.amount);
    let left = total - used - pending;
    // Widths are attributes of SVG: the content security policy allows no style in the page.
    let width = |amount: i64| {
        let share = if total > 0 { (amount as f64 / total as f64 * 100.0).clamp(0.0, 100.0) } else { 0.0 };
        format!("{share:.2}%")
    };
    let rest = if left < 0 { common::over_by(-left) } else { common::left(left) };
    html! {
        <div class="money-bar">
            <p class="money-bar-text">
                <span class="strong">{ &props.label }</span>
                <span>{ common::used_of(used + pending, total) }{ format!("\u{a0}({})", format::percent(share(used + pending, total))) }</span>
            </p>
            <svg aria-hidden="true" focusable="false">
                <rect class="bar-ground" width="100%" height="100%" />
                <rect class="bar-pending" width={width(used + pending)} height="100%" data-over={(left < 0).to_string()} />
                <rect class="bar-used" width={width(used)} height="100%" data-over={(left < 0).to_string()} />
            </svg>
            <p class="small soft">{ rest }</p>
        </div>
    }
}

/// In whole percents, and never rounded to full: 100 % is where nothing is left.
fn share(part: i64, total: i64) -> f64 {
    let (part, total) = (i128::from(part) * 100, i128::from(total));
    let percents = match total {
        ..=0 => 0,
        _ if part > total * 100 => (part + total - 1) / total,
        _ => part / total,
    };
    percents as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_is_full_only_when_nothing_is_left_and_over_as_soon_as_a_cent_is() {
        let shown = |part| format::percent(share(part, 2_000_000));
        assert_eq!(
            [shown(0), shown(580_000), shown(1_999_999), shown(2_000_000), shown(2_000_001)],
            ["0\u{a0}%", "29\u{a0}%", "99\u{a0}%", "100\u{a0}%", "101\u{a0}%"]
        );
        assert_eq!(share(1, 0), 0.0);
    }
}
