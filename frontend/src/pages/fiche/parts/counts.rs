//! A column of counts that sums: by age, by gender, by district.

use crate::{
    components::form::{Block, Errors, Grid, Holds, NumberCell, Place, Unread},
    format,
    i18n::audience as t,
};
use yew::prelude::*;

/// A row of the column.
#[derive(Debug, Clone, PartialEq)]
pub struct CountRow {
    /// JSON Pointer of the count.
    pub at: AttrValue,
    pub label: AttrValue,
    pub value: u32,
}

/// Properties of [`Counts`].
#[derive(Properties, PartialEq)]
pub struct CountsProps {
    pub caption: AttrValue,
    /// Head of the first column: « Âge ».
    pub what: AttrValue,
    pub rows: Vec<CountRow>,
    /// Last row, computed: its words and its number.
    pub foot: Option<(AttrValue, i64)>,
    /// The row at this index was counted anew.
    pub onchange: Callback<(usize, i64)>,
    pub onunread: Callback<Unread>,
    pub errors: Errors,
}

/// See the module.
#[component]
pub fn Counts(props: &CountsProps) -> Html {
    let onblock = {
        let (onchange, rows) = (props.onchange.clone(), props.rows.len());
        Callback::from(move |block: Block| {
            // A copied column may have its labels beside its numbers: the last cell of a row is the number.
            for (down, cells) in block.cells.iter().enumerate() {
                let index = block.place.row + down;
                let count = cells.last().and_then(|text| format::parse_amount(text).ok().flatten());
                if let Some(count) = count.filter(|cents| index < rows && cents % 100 == 0) {
                    onchange.emit((index, count / 100));
                }
            }
        })
    };
    html! {
        <Grid caption={props.caption.clone()} class="count-table" {onblock}>
            <thead>
                <tr><th scope="col">{ &props.what }</th><th scope="col" class="number">{ t::PLANNED }</th></tr>
            </thead>
            <tbody>
                { for props.rows.iter().enumerate().map(|(index, row)| html! {
                    <tr key={row.at.to_string()}>
                        <th scope="row">{ &row.label }</th>
                        <td class="number">
                            <NumberCell at={row.at.clone()} label={row.label.clone()} holds={Holds::Count} place={Place { row: index, column: 0 }}
                                value={i64::from(row.value)} onchange={props.onchange.reform(move |count| (index, count))}
                                onunread={props.onunread.clone()} errors={props.errors.clone()} />
                        </td>
                    </tr>
                }) }
            </tbody>
            if let Some((words, number)) = &props.foot {
                <tfoot>
                    <tr><th scope="row">{ words }</th><td class="number">{ format::number(*number) }</td></tr>
                </tfoot>
            }
        </Grid>
    }
}
