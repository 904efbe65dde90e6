//! What the new fiche would be, asked of the server, which does nothing yet.

use crate::{
    api::{self, ApiError},
    components::{
        button::{Button, Look},
        icon::Icon,
        notice::{Notice, Tone},
    },
    i18n::{project as p, reuse as t},
    pages::{
        fiche::{checks::all_missing, content::content},
        project::fiche_view::FicheView,
    },
};
use openapi::{project::Project, reuse::CopyInput};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// Id of the earlier fiche.
    pub project: String,
    pub input: CopyInput,
    /// The call is chosen.
    pub ready: bool,
}

/// A button, then the fiche as it would start.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let shown = use_state(|| None::<(CopyInput, Result<Rc<Project>, ApiError>)>);
    let busy = use_state(|| false);
    let onclick = {
        let (shown, busy) = (shown.clone(), busy.clone());
        let (id, input) = (props.project.clone(), props.input.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (shown, busy, id, input) = (shown.clone(), busy.clone(), id.clone(), input.clone());
            spawn_local(async move {
                let answer = api::projects::try_copy(&id, &input).await;
                shown.set(Some((input, answer.map(|answer| Rc::new(answer.body)))));
                busy.set(false);
            });
        })
    };
    if !props.ready {
        return Html::default();
    }
    html! {
        <section class="reuse-preview" aria-labelledby="apercu" aria-busy={(*busy).then_some("true")}>
            <h2 id="apercu">{ t::PREVIEW_TITLE }</h2>
            <p><Button look={Look::Secondary} small=true icon={Icon::File} busy={*busy} {onclick}>{ t::PREVIEW }</Button></p>
            <div role="status">
                if shown.as_ref().is_some_and(|(input, _)| *input != props.input) {
                    <p class="soft">{ t::PREVIEW_OLD }</p>
                }
            </div>
            {
                match shown.as_ref() {
                    None => Html::default(),
                    Some((_, Err(error))) => html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
                    Some((_, Ok(project))) => fiche(project),
                }
            }
        </section>
    }
}

fn fiche(project: &Rc<Project>) -> Html {
    let missing = all_missing(&content(project), project.partner.kind).len();
    html! {
        <div class="panel">
            <p class="strong">{ if project.title.is_empty() { t::PREVIEW_EMPTY } else { &project.title } }</p>
            <FicheView project={Rc::clone(project)} level=3 stored=false />
            if missing > 0 {
                <p class="soft">{ p::missing_count(missing) }</p>
            }
        </div>
    }
}
