//! What was filed, each time, and two of them side by side.

mod compared;

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        form::{Choice, Select},
        page::Page,
        table::{Column, Row, Table},
        url_query::use_url_query,
    },
    format,
    i18n::{fiche as f, nav, project as t},
    routes::Route,
    session::use_session,
};
use compared::Compared;
use openapi::{
    Role,
    project::{Project, ProjectVersion},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Versions`].
#[derive(Properties, PartialEq)]
pub struct VersionsProps {
    pub id: String,
}

/// The versions of a fiche. `?de=` and `?a=` are the two that are compared; `?a=0` is what is being written.
#[component]
pub fn Versions(props: &VersionsProps) -> Html {
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let versions = use_load(props.id.clone(), |id| async move { api::projects::versions(&id).await });
    let shown = project.value();
    let title = shown.as_ref().map_or(t::FICHE, |project| f::title_or(&project.title)).to_owned();
    let list = if use_session().has(Role::Partner) { nav::FICHES } else { nav::FICHES_ALL };
    let crumbs = vec![
        (Route::Fiches, AttrValue::Static(list)),
        (Route::Fiche { id: props.id.clone() }, AttrValue::from(title)),
    ];
    let empty = html! { <Empty title={t::NO_VERSION}><p>{ t::NO_VERSION_HINT }</p></Empty> };
    html! {
        <Page title={t::VERSIONS} {crumbs} lead={AttrValue::Static(t::VERSIONS_LEAD)}>
            { project.view(Skeleton::Rows(4), |project| html! {
                { versions.view_list(Skeleton::Rows(4), empty, |page| html! {
                    <Listed project={Rc::clone(project)} versions={page.items.clone()} />
                }) }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ListedProps {
    project: Rc<Project>,
    versions: Vec<ProjectVersion>,
}

#[component]
fn Listed(props: &ListedProps) -> Html {
    let query = use_url_query();
    let ListedProps { project, versions } = props;
    let last = versions.last().map_or(0, |version| version.position);
    // Only its organisation compares what it is writing.
    let writes = project.status.is_editable() && project.access.is_some();
    let asked = |name: &str| query.get(name).and_then(|text| text.parse::<i32>().ok());
    let (from, to) = pair(last, writes, asked("de"), asked("a"));
    let filed = versions.iter().map(|version| {
        let label = t::version_of(version.position, &format::date_time(version.submitted_at));
        Choice::new(version.position.to_string(), label)
    });
    let filed: Vec<Choice> = filed.collect();
    let now = writes.then(|| Choice::new("0", t::WRITTEN_NOW));
    let later: Vec<Choice> = filed.iter().cloned().chain(now).collect();
    let choose = |name: &'static str| {
        let query = query.clone();
        Callback::from(move |position: String| query.go(&query.with(&[(name, position.as_str())])))
    };
    html! {
        <>
            { table(versions) }
            <section class="section" aria-labelledby="changements">
                <h2 id="changements">{ t::CHANGES }</h2>
                if from == to {
                    <p>{ t::ONE_VERSION }</p>
                } else {
                    <div class="compare-choice">
                        <Select at="/from" label={t::COMPARE_FROM} choices={filed} value={from.to_string()} onchange={choose("de")} />
                        <Select at="/to" label={t::COMPARE_TO} choices={later} value={to.to_string()} onchange={choose("a")} />
                    </div>
                    <Compared key={format!("{from}-{to}")} id={project.id.to_string()} {from} to={Some(to).filter(|to| *to > 0)} />
                }
            </section>
        </>
    }
}

/// Which two are compared: those asked for, else the last one with the one before, or with what is being written (0).
fn pair(last: i32, writes: bool, from: Option<i32>, to: Option<i32>) -> (i32, i32) {
    let lowest = i32::from(!writes);
    let to = to.filter(|to| (lowest..=last).contains(to)).unwrap_or(if writes { 0 } else { last });
    let before = if to == 0 { last } else { (to - 1).max(1) };
    let from = from.filter(|from| (1..=last).contains(from)).unwrap_or(before);
    (from, to)
}

fn table(versions: &[ProjectVersion]) -> Html {
    let named = versions.iter().any(|version| version.submitted_by.is_some());
    let mut columns = vec![Column::text(t::VERSION_COLUMN), Column::text(t::FILED_AT_COLUMN)];
    if named {
        columns.push(Column::text(t::FILED_BY_COLUMN));
    }
    columns.push(Column::text(t::HASH_COLUMN));
    let rows: Vec<Row> = versions
        .iter()
        .rev()
        .map(|version| {
            let mut cells = vec![
                html! { { t::version(version.position) } },
                html! { { format::date_time(version.submitted_at) } },
            ];
            if named {
                cells.push(html! { { version.submitted_by.clone().unwrap_or_default() } });
            }
            cells.push(html! { <code class="hash">{ &version.sha256 }</code> });
            Row { key: version.position.to_string(), cells }
        })
        .collect();
    html! { <Table caption={t::VERSIONS_FILED} {columns} {rows} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_two_versions_are_compared_first() {
        assert_eq!(pair(3, false, None, None), (2, 3));
        assert_eq!(pair(1, false, None, None), (1, 1));
    }

    #[test]
    fn who_writes_compares_with_what_was_filed_last() {
        assert_eq!(pair(2, true, None, None), (2, 0));
        assert_eq!(pair(2, true, Some(1), None), (1, 0));
        assert_eq!(pair(2, true, None, Some(2)), (1, 2));
    }

    #[test]
    fn a_version_that_is_not_there_is_not_compared() {
        assert_eq!(pair(2, false, Some(9), Some(7)), (1, 2));
        assert_eq!(pair(2, false, Some(-1), Some(0)), (1, 2));
    }
}
