//! Two versions of a section, side by side, and the one that was set aside.

use super::{
    catalogue::Catalogue,
    describe::{Fact, describe, differences},
    saving::Conflict,
    sections::Section,
};
use crate::{
    components::{
        button::{Button, Look},
        notice::{Notice, Tone},
    },
    i18n::fiche as t,
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
    /// True: what was typed here.
    pub onchoose: Callback<bool>,
}

/// Shows what differs and lets one choose; the other version stays readable.
#[component]
pub fn ConflictPanel(props: &ConflictPanelProps) -> Html {
    let name = |reference: &openapi::Reference| props.catalogue.name(reference);
    let found = differences(props.section, &props.conflict.mine, &props.conflict.theirs, &name);
    let choose = |mine: bool| props.onchoose.reform(move |_: MouseEvent| mine);
    html! {
        <section class="conflict">
            <Notice tone={Tone::Warning} title={t::CONFLICT_TITLE}><p>{ t::CONFLICT_TEXT }</p></Notice>
            { for found.into_iter().map(|(mine, theirs)| html! {
                <div class="conflict-field">
                    <h2>{ mine.label }</h2>
                    <div class="conflict-pair">
                        { version(t::VERSION_MINE.into(), &mine) }
                        { version(t::VERSION_THEIRS.into(), &theirs) }
                    </div>
                </div>
            }) }
            <div class="button-row">
                <Button onclick={choose(true)}>{ t::KEEP_MINE }</Button>
                <Button look={Look::Secondary} onclick={choose(false)}>{ t::KEEP_THEIRS }</Button>
                <span class="small soft">{ t::version_of(props.conflict.at) }</span>
            </div>
        </section>
    }
}

fn version(title: AttrValue, fact: &Fact) -> Html {
    html! {
        <div class="conflict-version">
            <p class="small strong">{ title }</p>
            <p class="typed">{ said(fact) }</p>
        </div>
    }
}

fn said(fact: &Fact) -> String {
    if fact.text.is_empty() { t::NOTHING_WRITTEN.to_owned() } else { fact.text.clone() }
}

/// Properties of [`SetAside`].
#[derive(Properties, PartialEq)]
pub struct SetAsideProps {
    pub section: Section,
    pub version: Rc<ProjectInput>,
    pub catalogue: Rc<Catalogue>,
    pub onforget: Callback<()>,
}

/// The version that was not chosen, to copy from.
#[component]
pub fn SetAside(props: &SetAsideProps) -> Html {
    let name = |reference: &openapi::Reference| props.catalogue.name(reference);
    let facts = describe(props.section, &props.version, &name);
    html! {
        <details class="set-aside">
            <summary>{ t::SET_ASIDE }</summary>
            <dl class="facts">
                { for facts.iter().map(|fact| html! {
                    <><dt>{ fact.label }</dt><dd class="typed">{ said(fact) }</dd></>
                }) }
            </dl>
            <Button look={Look::Quiet} small=true onclick={props.onforget.reform(|_: MouseEvent| ())}>{ t::FORGET_SET_ASIDE }</Button>
        </details>
    }
}
