//! Asking for a correction: what, where, until when.

use super::dialogs::{ActProps, is_outdated};
use crate::{
    api,
    components::{
        button::{Button, Look},
        dialog::Dialog,
        form::{Checkboxes, Choice, DateField, ErrorSummary, Form, TextArea, use_form},
    },
    format::{self, Date},
    i18n::{common, project as t},
    pages::fiche::sections::Section,
};
use openapi::{
    limits,
    project::{ReturnInput, SectionComment},
};
use yew::prelude::*;

/// How long a correction takes, when nothing else is said, in days.
const TIME: u64 = 14;

/// Asks for a correction.
#[component]
pub fn ReturnDialog(props: &ActProps) -> Html {
    let form = use_form(|| ReturnInput {
        reason: String::new(),
        sections: Vec::new(),
        comments: Vec::new(),
        due: format::today() + chrono::Days::new(TIME),
    });
    let busy = use_state(|| false);
    let onsubmit = {
        let (form, busy, props) = (form.clone(), busy.clone(), props.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || !form.check() {
                return;
            }
            busy.set(true);
            let (form, busy, props, input) =
                (form.clone(), busy.clone(), props.clone(), form.value().clone());
            yew::platform::spawn_local(async move {
                match api::projects::send_back(&props.id, &input, props.etag.as_deref()).await {
                    Ok(answer) => props.ondone.emit(Some(answer)),
                    Err(error) if is_outdated(&error) => props.onstale.emit(error),
                    Err(error) => {
                        busy.set(false);
                        form.fail(&error);
                    }
                }
            });
        })
    };
    let sections = Section::ALL.map(|section| Choice::new(section.as_str(), section.label_fr()));
    let input = form.value();
    html! {
        <Dialog title={t::RETURN_TITLE} onclose={props.oncancel.clone()}>
            <form novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p>{ t::RETURN_TEXT }</p>
                <TextArea at="/reason" label={t::RETURN_REASON} hint={t::RETURN_REASON_HINT} max={limits::COMMENT_MAX} rows=4 errors={form.errors()}
                    value={input.reason.clone()} oninput={form.edit(|input: &mut ReturnInput, text| input.reason = text)} />
                <Checkboxes at="/sections" legend={t::RETURN_SECTIONS} hint={t::RETURN_SECTIONS_HINT} optional=true inline=true choices={sections.to_vec()} errors={form.errors()}
                    values={input.sections.iter().map(|section| section.as_str().to_owned()).collect::<Vec<_>>()}
                    onchange={form.edit(|input: &mut ReturnInput, names: Vec<String>| {
                        choose(input, names.iter().filter_map(|name| Section::parse(name)).collect());
                    })} />
                { for input.sections.iter().map(|section| comment(&form, *section)) }
                <DateField at="/due" label={t::RETURN_DUE} errors={form.errors()} value={Some(input.due)}
                    onchange={form.edit(|input: &mut ReturnInput, day: Option<Date>| {
                        if let Some(day) = day {
                            input.due = day;
                        }
                    })} />
                <div class="button-row">
                    <Button submit=true busy={*busy}>{ t::SEND_RETURN }</Button>
                    <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}

fn comment(form: &Form<ReturnInput>, section: Section) -> Html {
    let comments = &form.value().comments;
    let place = comments.iter().position(|comment| comment.section == section);
    let text = place.and_then(|place| comments.get(place)).map(|comment| comment.text.clone());
    // Before it says something it is no part of the list: its place there is the next one.
    let at = match place {
        Some(place) => format!("/comments/{place}/text"),
        None => format!("/comments/{}", section.as_str()),
    };
    html! {
        <TextArea key={section.as_str()} {at} label={t::return_comment(section.label_fr())} optional=true max={limits::COMMENT_MAX} rows=2 errors={form.errors()}
            value={text.unwrap_or_default()}
            oninput={form.edit(move |input: &mut ReturnInput, text| say(input, section, text))} />
    }
}

/// The sections to correct, in the order of the form; what was said of one that is no longer asked for goes.
fn choose(input: &mut ReturnInput, mut sections: Vec<Section>) {
    sections.sort_unstable();
    input.comments.retain(|comment| sections.contains(&comment.section));
    input.sections = sections;
}

/// What is said of a section; nothing said is no comment.
fn say(input: &mut ReturnInput, section: Section, text: String) {
    let place = input.comments.iter().position(|comment| comment.section == section);
    match place {
        Some(place) if text.is_empty() => drop(input.comments.remove(place)),
        Some(place) => {
            if let Some(comment) = input.comments.get_mut(place) {
                comment.text = text;
            }
        }
        None if text.is_empty() => {}
        None => input.comments.push(SectionComment { section, text }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> ReturnInput {
        ReturnInput { reason: String::new(), sections: vec![], comments: vec![], due: Date::default() }
    }

    #[test]
    fn an_emptied_comment_is_none_and_one_of_a_section_taken_out_goes() {
        let mut input = input();
        choose(&mut input, vec![Section::Budget, Section::Identity]);
        assert_eq!(input.sections, [Section::Identity, Section::Budget]);
        say(&mut input, Section::Budget, "Détaillez.".into());
        say(&mut input, Section::Identity, "Le titre.".into());
        say(&mut input, Section::Identity, String::new());
        assert_eq!(input.comments.len(), 1);
        choose(&mut input, vec![Section::Identity]);
        assert_eq!(input.comments, []);
    }
}
