//! Tables; cards below 640 px.

use super::{link::RouteLink, url_query::use_url_query};
use crate::i18n::common;
use yew::prelude::*;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    label: AttrValue,
    numeric: bool,
    sort: Option<&'static str>,
}

impl Column {
    /// A column of texts.
    pub fn text(label: impl Into<AttrValue>) -> Self {
        Self { label: label.into(), numeric: false, sort: None }
    }

    /// A column of numbers, on the right.
    pub fn number(label: impl Into<AttrValue>) -> Self {
        Self { label: label.into(), numeric: true, sort: None }
    }

    /// Can be sorted by this field of the API; the choice is `?tri=` in the address.
    pub fn sorted_by(mut self, field: &'static str) -> Self {
        self.sort = Some(field);
        self
    }
}

/// A row: a cell for each column, the first one naming the row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub key: String,
    pub cells: Vec<Html>,
}

/// Properties of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What the table lists.
    pub caption: AttrValue,
    /// The caption is for screen readers only: the page's heading says the same.
    #[prop_or_default]
    pub caption_hidden: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// A row of totals.
    #[prop_or_default]
    pub foot: Option<Row>,
}

/// A table. Roles are written out, since the cards' `display` takes them away from screen readers.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let cells = |row: &Row| -> Html {
        let cells = row.cells.iter().zip(&props.columns).enumerate();
        cells
            .map(|(index, (cell, column))| {
                let class = column.numeric.then_some("numeric");
                if index == 0 {
                    html! { <th scope="row" role="rowheader" {class}>{ cell.clone() }</th> }
                } else {
                    // A card leaves out what says nothing.
                    let empty = (*cell == Html::default()).then_some("true");
                    html! { <td role="cell" {class} data-label={column.label.clone()} data-empty={empty}>{ cell.clone() }</td> }
                }
            })
            .collect()
    };
    html! {
        <div class="table-wrap">
            <table class="table" role="table">
                <caption class={props.caption_hidden.then_some("visually-hidden")}>{ &props.caption }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        { for props.columns.iter().map(|column| html! { <Head column={column.clone()} /> }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for props.rows.iter().map(|row| html! { <tr key={row.key.clone()} role="row">{ cells(row) }</tr> }) }
                </tbody>
                if let Some(foot) = &props.foot {
                    <tfoot role="rowgroup"><tr role="row">{ cells(foot) }</tr></tfoot>
                }
            </table>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    column: Column,
}

#[component]
fn Head(props: &HeadProps) -> Html {
    let query = use_url_query();
    let Column { label, numeric, sort } = &props.column;
    let class = numeric.then_some("numeric");
    let Some(field) = sort else {
        return html! { <th scope="col" role="columnheader" {class}>{ label }</th> };
    };
    let down = format!("-{field}");
    let (state, next, mark) = match query.get("tri") {
        Some(sort) if sort == *field => (Some("ascending"), down.as_str(), "↑"),
        Some(sort) if sort == down => (Some("descending"), *field, "↓"),
        _ => (None, *field, ""),
    };
    let to = query.with(&[("tri", next), ("curseur", "")]);
    html! {
        <th scope="col" role="columnheader" {class} aria-sort={state}>
            <RouteLink to={query.route().clone()} query={AttrValue::from(to)}>
                { label }
                <span class="visually-hidden">{ common::SORT_HINT }</span>
                <span aria-hidden="true">{ " " }{ mark }</span>
            </RouteLink>
        </th>
    }
}
