//! One side of the budget as a grid: accounts by class, subtotals, a total; for revenues who gives and its share.

use super::{
    PartProps,
    budget_rows::{ClassRows, GridRow, SUBSIDIES, Side, Written, classes, write},
};
use crate::{
    components::form::{Block, Grid, Holds, NumberCell, Place, TextCell},
    format,
    i18n::{budget as t, fiche as f},
};
use openapi::{
    Reference,
    budget::{Chart, FundingStatus, RevenueInput, share},
    project::ProjectInput,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`BudgetGrid`].
#[derive(Properties, PartialEq)]
pub struct BudgetGridProps {
    pub part: PartProps,
    pub charges: bool,
    /// Classes 86 and 87 only, or all but these.
    #[prop_or_default]
    pub voluntary: bool,
    pub caption: AttrValue,
}

/// See the module.
#[component]
pub fn BudgetGrid(props: &BudgetGridProps) -> Html {
    let pasted = use_state(|| None::<String>);
    let side = if props.charges { Side::Charges } else { Side::Revenues };
    let form = &props.part.form;
    let catalogue = &props.part.catalogue;
    let budget = &form.value().budget;
    let chart = Chart::named(&catalogue.call.chart).unwrap_or_else(Chart::current);
    let accounts = if props.charges { &chart.charges } else { &chart.revenues };
    let groups = classes(accounts, budget, side, props.voluntary, &catalogue.funders);
    let (sums, totals) = if props.charges {
        (budget.charges_by_class(), budget.totals())
    } else {
        (budget.revenues_by_class(), budget.totals())
    };
    let total = match (props.charges, props.voluntary) {
        (true, false) => totals.charges,
        (true, true) => totals.voluntary_charges,
        (false, false) => totals.revenues,
        (false, true) => totals.voluntary_revenues,
    };
    let funding = !props.charges && !props.voluntary;
    let columns = if funding { 5 } else { 3 };

    let onblock = {
        let (form, pasted) = (form.clone(), pasted.clone());
        let rows: Vec<GridRow> = groups.iter().flat_map(|group| group.rows.clone()).collect();
        Callback::from(move |block: Block| {
            let (writes, left_out) = spread(&rows, &block);
            pasted.set(Some(t::pasted(writes.len(), left_out)));
            let mut rows = rows.clone();
            form.change(move |fiche| {
                for (index, written) in writes {
                    let Some(row) = rows.get_mut(index) else { continue };
                    let count = |fiche: &ProjectInput| match side {
                        Side::Charges => fiche.budget.charges.len(),
                        Side::Revenues => fiche.budget.revenues.len(),
                    };
                    let before = count(fiche);
                    write(fiche, side, row, written);
                    // The second cell of a row goes into the line that the first one made.
                    if count(fiche) > before {
                        row.line = Some(before);
                    }
                }
            });
        })
    };
    let mut place = 0;
    let bodies: Vec<Html> = groups
        .iter()
        .map(|group| {
            let first = place;
            place += group.rows.len();
            let sum = sums.get(group.class.as_str()).copied().unwrap_or(0);
            body(props, side, group, first, sum, total, columns)
        })
        .collect();
    html! {
        <>
            <Grid caption={props.caption.clone()} class={classes!("budget-grid", funding.then_some("budget-funding"))} skip={t::skip(&props.caption)} {onblock}>
                <thead>
                    <tr>
                        <th scope="col">{ f::ACCOUNT }</th>
                        <th scope="col">{ f::LINE_LABEL }</th>
                        if funding { <th scope="col">{ f::FUNDING }</th> }
                        <th scope="col" class="number">{ t::EUROS }</th>
                        if funding { <th scope="col" class="number">{ t::SHARE }</th> }
                    </tr>
                </thead>
                { for bodies }
                <tfoot>
                    <tr>
                        <th scope="row" colspan={if funding { "3" } else { "2" }}>{ t::TOTAL }</th>
                        <td class="number">{ format::cents(total) }</td>
                        if funding { <td /> }
                    </tr>
                </tfoot>
            </Grid>
            <p class="field-hint" role="status">{ (*pasted).clone().unwrap_or_default() }</p>
        </>
    }
}

/// What a pasted block writes, by row; how many of its cells found no place or could not be read.
fn spread(rows: &[GridRow], block: &Block) -> (Vec<(usize, Written)>, usize) {
    let (mut writes, mut left_out) = (Vec::new(), 0);
    for (down, cells) in block.cells.iter().enumerate() {
        let index = block.place.row + down;
        for (right, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let written = match block.place.column + right {
                0 => Some(Written::Label(text.clone())),
                1 => format::parse_amount(text).ok().flatten().map(Written::Amount),
                _ => None,
            };
            match written.filter(|_| index < rows.len()) {
                Some(written) => writes.push((index, written)),
                None => left_out += 1,
            }
        }
    }
    (writes, left_out)
}

fn body(
    props: &BudgetGridProps,
    side: Side,
    group: &ClassRows,
    first: usize,
    sum: i64,
    total: i64,
    columns: usize,
) -> Html {
    let alone = matches!(group.rows.as_slice(), [row] if row.account == group.class);
    let id = format!("classe-{}", group.class);
    html! {
        <tbody key={group.class.clone()}>
            if !alone {
                <tr class="grid-class">
                    <th {id} scope="rowgroup" colspan={if columns == 5 { "3" } else { "2" }}>{ f::account(&group.class, &group.label) }</th>
                    <td class="number" data-label={t::SUBTOTAL}>if sum != 0 { { format::cents(sum) } }</td>
                    if columns == 5 { <td /> }
                </tr>
            }
            { for group.rows.iter().enumerate().map(|(nth, row)| line(props, side, row, first + nth, total, columns)) }
        </tbody>
    }
}

fn line(
    props: &BudgetGridProps,
    side: Side,
    row: &GridRow,
    index: usize,
    total: i64,
    columns: usize,
) -> Html {
    let form = &props.part.form;
    let errors = form.errors();
    let budget = &form.value().budget;
    let list = if side == Side::Charges { "charges" } else { "revenues" };
    let at = match row.line {
        Some(place) => format!("/budget/{list}/{place}"),
        None => format!("/grille/{}", row.key),
    };
    let revenue = row.line.and_then(|place| budget.revenues.get(place)).filter(|_| side == Side::Revenues);
    let (label, cents) = match side {
        Side::Charges => row
            .line
            .and_then(|place| budget.charges.get(place))
            .map(|line| (line.label.clone(), line.amount.amount)),
        Side::Revenues => revenue.map(|line| (line.label.clone(), line.amount.amount)),
    }
    .unwrap_or_default();
    let other = row.account == SUBSIDIES && row.funder.is_none();
    let words = if row.account == SUBSIDIES && !other {
        row.label.clone()
    } else {
        f::account(&row.account, &row.label)
    };
    let edit = |make: fn(String) -> Option<Written>| {
        let row = row.clone();
        form.edit(move |fiche: &mut ProjectInput, text: String| {
            if let Some(written) = make(text) {
                write(fiche, side, &row, written);
            }
        })
    };
    let onamount = {
        let row = row.clone();
        form.edit(move |fiche: &mut ProjectInput, cents: i64| {
            write(fiche, side, &row, Written::Amount(cents))
        })
    };
    html! {
        <tr key={row.key.clone()} class={(cents != 0 || !label.is_empty()).then_some("grid-written")}>
            <th scope="row">
                if other { { t::OTHER_SUBSIDY } } else { { &words } }
                if other { { funder_choice(props, row, revenue) } }
            </th>
            <td data-cell={f::LINE_LABEL}>
                <TextCell at={format!("{at}/label")} label={t::cell(&words, f::LINE_LABEL)} place={Place { row: index, column: 0 }} value={label}
                    oninput={edit(|text| Some(Written::Label(text)))} errors={errors.clone()} />
            </td>
            if columns == 5 {
                <td>{ status_choice(props, row, revenue, &words) }</td>
            }
            <td class="number" data-cell={t::AMOUNT}>
                <NumberCell at={format!("{at}/amount")} label={t::cell(&words, t::EUROS)} holds={Holds::Euros} place={Place { row: index, column: 1 }}
                    value={cents} onchange={onamount} onunread={props.part.onunread.clone()} {errors} />
            </td>
            if columns == 5 {
                <td class="number" data-label={t::SHARE}>
                    { share(cents, total).filter(|_| cents > 0).map(t::percent).unwrap_or_default() }
                </td>
            }
        </tr>
    }
}

/// Another partner of the programme who gives; a funder outside it is named in the next cell.
fn funder_choice(props: &BudgetGridProps, row: &GridRow, revenue: Option<&RevenueInput>) -> Html {
    let catalogue = &props.part.catalogue;
    let chosen =
        revenue.and_then(|line| line.funder.as_ref()).map(Reference::as_str).unwrap_or_default().to_owned();
    let partners = catalogue
        .partners
        .iter()
        .filter(|partner| catalogue.funders.iter().all(|funder| funder.id != partner.id));
    let onchange = {
        let row = row.clone();
        props.part.form.edit(move |fiche: &mut ProjectInput, id: String| {
            let funder = Some(id).filter(|id| !id.is_empty()).map(Reference::from);
            write(fiche, Side::Revenues, &row, Written::Funder(funder));
        })
    };
    select(
        &format!("{}-financeur", row.key),
        f::FUNDER,
        &chosen,
        onchange,
        html! {
            <>
                <option value="" selected={chosen.is_empty()}>{ t::FUNDER_IN_WORDS }</option>
                { for partners.map(|partner| html! {
                    <option value={partner.id.to_string()} selected={partner.id.as_str() == chosen}>{ &partner.name }</option>
                }) }
            </>
        },
    )
}

fn status_choice(
    props: &BudgetGridProps,
    row: &GridRow,
    revenue: Option<&RevenueInput>,
    words: &str,
) -> Html {
    if row.account != SUBSIDIES || row.line.is_none() {
        return Html::default();
    }
    let code = |status: Option<FundingStatus>| match status {
        Some(FundingStatus::Requested) => "requested",
        Some(FundingStatus::Obtained) => "obtained",
        None => "",
    };
    let chosen = code(revenue.and_then(|line| line.status));
    let onchange = {
        let row = row.clone();
        props.part.form.edit(move |fiche: &mut ProjectInput, code: String| {
            let status = match code.as_str() {
                "requested" => Some(FundingStatus::Requested),
                "obtained" => Some(FundingStatus::Obtained),
                _ => None,
            };
            write(fiche, Side::Revenues, &row, Written::Status(status));
        })
    };
    let choices =
        [("requested", f::REQUESTED_FUNDING), ("obtained", f::OBTAINED_FUNDING), ("", f::FUNDING_UNSAID)];
    select(
        &format!("{}-etat", row.key),
        &t::cell(words, f::FUNDING),
        chosen,
        onchange,
        html! {
            { for choices.into_iter().map(|(value, label)| html! { <option {value} selected={value == chosen}>{ label }</option> }) }
        },
    )
}

fn select(id: &str, label: &str, value: &str, onchange: Callback<String>, options: Html) -> Html {
    let onchange = onchange.reform(|event: Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
    });
    html! {
        <select class="input cell" id={id.to_owned()} name={id.to_owned()} aria-label={label.to_owned()} value={value.to_owned()} {onchange}>
            { options }
        </select>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Vec<GridRow> {
        let row = |nth: usize| GridRow {
            key: nth.to_string(),
            account: "604".into(),
            label: String::new(),
            line: None,
            funder: None,
        };
        (0..count).map(row).collect()
    }

    fn block(row: usize, column: usize, cells: &[&[&str]]) -> Block {
        let cells = cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        Block { place: Place { row, column }, cells }
    }

    #[test]
    fn a_pasted_block_fills_labels_and_amounts_from_its_first_cell() {
        let (writes, left_out) = spread(&rows(3), &block(1, 0, &[&["Livres", "1 250,50"], &["", "80"]]));
        let expected = [
            (1, Written::Label("Livres".into())),
            (1, Written::Amount(125_050)),
            (2, Written::Amount(8_000)),
        ];
        assert_eq!((writes.as_slice(), left_out), (&expected[..], 0));
    }

    #[test]
    fn what_has_no_row_or_is_no_amount_is_counted() {
        let (writes, left_out) = spread(&rows(2), &block(1, 1, &[&["dix"], &["20"]]));
        assert_eq!((writes.len(), left_out), (0, 2));
    }
}
