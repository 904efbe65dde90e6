//! Two versions of a section, side by side, with a choice for each field; and the version that was set aside.

use super::{
    catalogue::Catalogue,
    choice::{Choices, Keep, differences, holds_both},
    describe::{Fact, describe},
    saving::Conflict,
    sections::Section,
};
use crate::{
    components::{
        button::{Button, Look},
        form::{Choice, Radios},
        notice::{Notice, Tone},
        word_diff::marked,
    },
    i18n::fiche_together as t,
};
use openapi::project::ProjectInput;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ConflictPanel`].
#[derive(Properties, PartialEq)]
pub struct ConflictPanelProps {
    pub section: Section,
    pub conflict: Rc<Conflict>,
    pub catalogue: Rc<Catalogue>,
    pub onchoose: Callback<Choices>,
}

/// Shows what differs, word by word, and lets one choose for each field; nothing that is not chosen is lost.
#[component]
pub fn ConflictPanel(props: &ConflictPanelProps) -> Html {
    let name = |reference: &openapi::Reference| props.catalogue.name(reference);
    let found = differences(props.section, &props.conflict.mine, &props.conflict.theirs, &name);
    // Where both can be kept, that is what one begins with.
    let begun = |at: &'static str| if holds_both(at) { Keep::Both } else { Keep::Mine };
    let choices = use_state(|| found.iter().map(|(mine, _)| (mine.at, begun(mine.at))).collect::<Choices>());
    let choose = {
        let (choices, onchoose) = (choices.clone(), props.onchoose.clone());
        Callback::from(move |_: MouseEvent| onchoose.emit((*choices).clone()))
    };
    html! {
        <section class="conflict">
            <Notice tone={Tone::Warning} title={t::CONFLICT_TITLE}>
                <p>{ t::conflict_text(props.conflict.by.as_deref(), props.conflict.at) }</p>
            </Notice>
            { for found.into_iter().map(|(mine, theirs)| {
                let at = mine.at;
                let current = choices.get(at).copied().unwrap_or(Keep::Mine);
                let onchange = {
                    let choices = choices.clone();
                    Callback::from(move |name: String| {
                        if let Some(keep) = Keep::parse(&name) {
                            let mut next = (*choices).clone();
                            next.insert(at, keep);
                            choices.set(next);
                        }
                    })
                };
                let offered = Keep::ALL.into_iter().filter(|keep| *keep != Keep::Both || holds_both(at));
                let offered = offered.map(|keep| Choice::new(keep.as_str(), t::keep(keep))).collect::<Vec<_>>();
                html! {
                    <div class="conflict-field" key={at}>
                        <h2>{ mine.label }</h2>
                        <div class="conflict-pair">
                            { version(t::VERSION_MINE.into(), &mine, &theirs) }
                            { version(t::VERSION_THEIRS.into(), &theirs, &mine) }
                        </div>
                        <Radios at={format!("/choix{at}")} legend={t::keep_of(mine.label)} inline=true value={current.as_str()}
                            choices={offered} {onchange} />
                    </div>
                }
            }) }
            <div class="button-row">
                <Button onclick={choose}>{ t::KEEP_CHOICE }</Button>
            </div>
        </section>
    }
}

fn version(title: AttrValue, fact: &Fact, other: &Fact) -> Html {
    html! {
        <div class="conflict-version">
            <p class="small strong">{ title }</p>
            <p class="typed">
                if fact.text.is_empty() { { t::NOTHING_WRITTEN } } else { { marked(&fact.text, &other.text) } }
            </p>
        </div>
    }
}

/// Properties of [`SetAside`].
#[derive(Properties, PartialEq)]
pub struct SetAsideProps {
    pub section: Section,
    pub version: Rc<ProjectInput>,
    pub catalogue: Rc<Catalogue>,
    pub onforget: Callback<()>,
}

/// What was not chosen, to copy from.
#[component]
pub fn SetAside(props: &SetAsideProps) -> Html {
    let name = |reference: &openapi::Reference| props.catalogue.name(reference);
    let facts = describe(props.section, &props.version, &name);
    html! {
        <details class="set-aside">
            <summary>{ t::SET_ASIDE }</summary>
            <dl class="facts">
                { for facts.iter().map(|fact| html! {
                    <>
                        <dt>{ fact.label }</dt>
                        <dd class="typed">{ if fact.text.is_empty() { t::NOTHING_WRITTEN.to_owned() } else { fact.text.clone() } }</dd>
                    </>
                }) }
            </dl>
            <Button look={Look::Quiet} small=true onclick={props.onforget.reform(|_: MouseEvent| ())}>{ t::FORGET_SET_ASIDE }</Button>
        </details>
    }
}
