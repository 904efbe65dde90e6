//! Who else has the fiche open, and where.

use super::sections::Section;
use crate::{
    api,
    components::notice::{Notice, Tone},
    i18n::fiche_together as t,
};
use gloo_timers::callback::Interval;
use openapi::project::{Presence, Present};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// How often one says that one is there, in milliseconds; the server forgets after 40 seconds.
const BEAT: u32 = 15_000;

/// Says where one is in a fiche while the page is open and `active`, and tells who else is there.
#[hook]
pub fn use_presence(id: String, section: Option<Section>, active: bool) -> Rc<Presence> {
    let known = use_state(|| Rc::new(Presence::default()));
    {
        let known = known.clone();
        use_effect_with((id, section, active), move |(id, section, active)| {
            let beat = {
                let (id, section) = (id.clone(), *section);
                move || {
                    let (id, known) = (id.clone(), known.clone());
                    spawn_local(async move {
                        // Without an answer nobody can be said to be there.
                        let said = api::projects::here(&id, section).await.map(|answer| answer.body);
                        known.set(Rc::new(said.unwrap_or_default()));
                    });
                }
            };
            let timer = active.then(|| {
                beat();
                Interval::new(BEAT, beat)
            });
            move || drop(timer)
        });
    }
    (*known).clone()
}

/// The names of those who are in a section.
pub fn in_section(presence: &Presence, section: Section) -> Vec<&str> {
    let there = presence.others.iter().filter(|other| other.section == Some(section));
    there.map(|other| other.person.name.as_str()).collect()
}

/// Properties of [`Others`].
#[derive(Properties, PartialEq)]
pub struct OthersProps {
    pub presence: Rc<Presence>,
    /// The section that is open here.
    #[prop_or_default]
    pub section: Option<Section>,
}

/// « Amina Diallo écrit dans Budget » ; a warning where it is the section that is open here. Nothing when one is alone.
#[component]
pub fn Others(props: &OthersProps) -> Html {
    let here = props.section.map(|section| in_section(&props.presence, section)).unwrap_or_default();
    let elsewhere = props
        .presence
        .others
        .iter()
        .filter(|other| other.section.is_none() || other.section != props.section);
    let elsewhere: Vec<&Present> = elsewhere.collect();
    html! {
        <>
            if !here.is_empty() {
                <Notice tone={Tone::Warning} title={t::also_here(&here)}><p>{ t::ALSO_HERE_HINT }</p></Notice>
            }
            if !elsewhere.is_empty() {
                <ul class="others" aria-label={t::OTHERS}>
                    { for elsewhere.iter().map(|other| html! {
                        <li key={other.person.id.to_string()}>{ t::writes_in(&other.person.name, other.section) }</li>
                    }) }
                </ul>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{Id, review::PersonRef};

    #[test]
    fn only_those_in_the_same_section_are_in_the_way() {
        let person = |name: &str, section| Present {
            person: PersonRef { id: Id::from_storage(name.to_owned()), name: name.into() },
            section,
            since: chrono::DateTime::UNIX_EPOCH,
        };
        let others = vec![
            person("Amina", Some(Section::Budget)),
            person("Paul", Some(Section::Identity)),
            person("Zoé", None),
        ];
        let presence = Presence { others, sections: Vec::new() };
        assert_eq!(in_section(&presence, Section::Budget), ["Amina"]);
        assert!(in_section(&presence, Section::Calendar).is_empty());
    }
}
