//! A table of cells that moves like a spreadsheet: arrows and Enter go from cell to cell, a pasted block fills several.

use super::cell::Place;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// A block of cells and where its first one goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub place: Place,
    /// Rows of cells.
    pub cells: Vec<Vec<String>>,
}

/// Properties of [`Grid`].
#[derive(Properties, PartialEq)]
pub struct GridProps {
    pub caption: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    /// Several cells were pasted at once.
    pub onblock: Callback<Block>,
    /// Words of a link over a long grid, shown once it has the focus: with Tab alone one would go through every cell.
    #[prop_or_default]
    pub skip: Option<AttrValue>,
    /// `thead`, `tbody`, `tfoot`.
    pub children: Html,
}

/// See the module.
#[component]
pub fn Grid(props: &GridProps) -> Html {
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        let caret = (input.selection_start().ok().flatten(), input.selection_end().ok().flatten());
        let (at_start, at_end) = (caret == (Some(0), Some(0)), caret == (Some(length), Some(length)));
        let step = match event.key().as_str() {
            "ArrowDown" => (1, 0),
            "ArrowUp" => (-1, 0),
            "Enter" if event.shift_key() => (-1, 0),
            "Enter" => (1, 0),
            "ArrowLeft" if at_start => (0, -1),
            "ArrowRight" if at_end => (0, 1),
            _ => return,
        };
        let Some(place) = place_of(&input) else { return };
        // Enter never files a form from within a grid, even in its last row.
        event.prevent_default();
        let table = input.closest("table").ok().flatten();
        if let Some(next) = table.and_then(|table| neighbour(&table, place, step)) {
            let _ = next.focus();
            next.select();
        }
    });
    let onpaste = {
        let onblock = props.onblock.clone();
        Callback::from(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let text = data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            let Some((place, cells)) = target.as_ref().and_then(place_of).zip(block(&text)) else { return };
            event.prevent_default();
            onblock.emit(Block { place, cells });
        })
    };
    let end = use_node_ref();
    let onskip = {
        let end = end.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(end) = end.cast::<HtmlElement>() {
                let _ = end.focus();
            }
        })
    };
    html! {
        <>
            if let Some(words) = &props.skip {
                <a class="skip-grid" href="#contenu" onclick={onskip}>{ words }</a>
            }
            <table class={classes!("cells", props.class.clone())} {onkeydown} {onpaste}>
                <caption>{ &props.caption }</caption>
                { props.children.clone() }
            </table>
            if props.skip.is_some() {
                <span class="skip-end" ref={end} tabindex="-1"></span>
            }
        </>
    }
}

fn place_of(input: &HtmlInputElement) -> Option<Place> {
    let number = |name: &str| input.get_attribute(name)?.parse().ok();
    Some(Place { row: number("data-row")?, column: number("data-column")? })
}

/// The next cell in a direction; a row without a cell in this column is stepped over.
fn neighbour(table: &Element, from: Place, (down, right): (isize, isize)) -> Option<HtmlInputElement> {
    let rows = table.query_selector_all("[data-row]").ok()?.length() as usize;
    let mut place = from;
    for _ in 0..=rows {
        place = Place {
            row: place.row.checked_add_signed(down)?,
            column: place.column.checked_add_signed(right)?,
        };
        let selector = format!("[data-row='{}'][data-column='{}']", place.row, place.column);
        if let Some(found) = table.query_selector(&selector).ok().flatten() {
            return found.dyn_into().ok();
        }
    }
    None
}

/// The cells of a text copied from a spreadsheet; none of a text that fits one cell.
pub fn block(text: &str) -> Option<Vec<Vec<String>>> {
    let text = text.trim_end_matches(['\r', '\n']);
    let rows: Vec<Vec<String>> =
        text.lines().map(|row| row.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect();
    (rows.len() > 1 || rows.first().is_some_and(|row| row.len() > 1)).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        block(text).unwrap_or_default()
    }

    #[test]
    fn a_column_copied_from_a_spreadsheet_is_one_cell_a_row() {
        assert_eq!(rows("1 250,50\r\n\r\n300\r\n"), [["1 250,50"], [""], ["300"]]);
    }

    #[test]
    fn a_block_has_its_columns() {
        assert_eq!(rows("Livres\t250\nTransport\t 80 "), [["Livres", "250"], ["Transport", "80"]]);
    }

    #[test]
    fn a_single_cell_is_pasted_as_any_text() {
        assert_eq!(block("1 250,50\n"), None);
        assert_eq!(block(""), None);
    }
}
