//! The page on which files are joined to a fiche.

use super::{
    attached::Attached,
    drop_zone::DropZone,
    sending::{Queue, Sending, Stage, Step, failed, refused},
};
use crate::{
    api::{self, attachments},
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::{Button, Look},
        icon::Icon,
        link::RouteLink,
        page::Page,
    },
    i18n::{attachments as t, common, fiche as f, nav},
    pages::fiche::{open::writable, section::not_writable},
    routes::Route,
};
use web_sys::File;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`FicheFiles`].
#[derive(Properties, PartialEq)]
pub struct FicheFilesProps {
    pub id: String,
}

/// Drop, choose, follow, remove.
#[component]
pub fn FicheFiles(props: &FicheFilesProps) -> Html {
    let project = use_load(props.id.clone(), |id| async move { api::projects::read(&id).await });
    let title = project
        .value()
        .map_or(AttrValue::Static(f::EDIT), |project| f::title_or(&project.title).to_owned().into());
    let crumbs = vec![
        (Route::Fiches, AttrValue::from(nav::FICHES)),
        (Route::FicheEdit { id: props.id.clone() }, title),
    ];
    html! {
        <Page title={t::TITLE} {crumbs} lead={t::LEAD}>
            { project.view(Skeleton::Rows(3), |project| {
                if writable(project) {
                    html! { <Files project={project.id.to_string()} /> }
                } else {
                    not_writable(&props.id)
                }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FilesProps {
    project: AttrValue,
}

#[component]
fn Files(props: &FilesProps) -> Html {
    let holder = AttrValue::from(attachments::of_project(&props.project));
    let files = use_load(holder.clone(), |holder| async move { attachments::list(&holder).await });
    let queue = use_reducer(Queue::default);
    let last_key = use_mut_ref(|| 0_u32);
    // Told to who does not see the list change.
    let said = use_state(AttrValue::default);

    let start = {
        let (queue, holder, said, reload) =
            (queue.dispatcher(), holder.clone(), said.setter(), files.on_reload());
        Callback::from(move |sending: Sending| {
            let Sending { key, file, upload, .. } = sending;
            queue.dispatch(Step::At(key, Stage::Sending(0)));
            let (queue, holder, said, reload) = (queue.clone(), holder.clone(), said.clone(), reload.clone());
            spawn_local(async move {
                let progress = {
                    let queue = queue.clone();
                    Callback::from(move |percent| queue.dispatch(Step::At(key, Stage::Sending(percent))))
                };
                match upload.send(&holder, &file, progress).await {
                    Ok(attachment) => {
                        queue.dispatch(Step::Gone(key));
                        said.set(t::done(&attachment.name).into());
                        reload.emit(());
                    }
                    // One that was stopped is not in the list any more: this then changes nothing.
                    Err(error) => queue.dispatch(Step::At(key, failed(&error))),
                }
            });
        })
    };
    let onfiles = {
        let (queue, start) = (queue.dispatcher(), start.clone());
        Callback::from(move |chosen: Vec<File>| {
            for file in chosen {
                let key = {
                    let mut last = last_key.borrow_mut();
                    *last += 1;
                    *last
                };
                // A size is a whole number of bytes.
                let size = format!("{:.0}", file.size()).parse().unwrap_or(u64::MAX);
                let upload = attachments::Upload::new();
                let stage = match refused(size) {
                    Some(message) => Stage::Failed { message, may_pass: false },
                    None => Stage::Sending(0),
                };
                let sending = Sending { key, file, upload, stage };
                queue.dispatch(Step::Add(sending.clone()));
                if sending.stage == Stage::Sending(0) {
                    start.emit(sending);
                }
            }
        })
    };
    let onchange = {
        let (said, reload) = (said.setter(), files.on_reload());
        Callback::from(move |words: AttrValue| {
            said.set(words);
            reload.emit(());
        })
    };
    let give_up = {
        let (queue, said) = (queue.dispatcher(), said.setter());
        Callback::from(move |sending: Sending| {
            queue.dispatch(Step::Gone(sending.key));
            if matches!(sending.stage, Stage::Sending(_)) {
                sending.upload.stop();
                said.set(t::STOPPED.into());
            }
        })
    };
    let empty = html! { <Empty title={t::NONE_YET}><p>{ t::NONE_YET_HINT }</p></Empty> };
    html! {
        <>
            <DropZone {onfiles} />
            if !queue.0.is_empty() {
                <section aria-labelledby="envois">
                    <h2 id="envois">{ t::SENDING }</h2>
                    <ul class="attachment-list">{ for queue.0.iter().map(|sending| on_its_way(sending, &start, &give_up)) }</ul>
                </section>
            }
            <section class="attachments" aria-labelledby="joints">
                <h2 id="joints">{ t::ATTACHED }</h2>
                { files.view_list(Skeleton::Rows(3), empty, |page| html! {
                    <>
                        <p class="soft small">{ t::used(page.items.len(), page.items.iter().map(|one| one.size).sum()) }</p>
                        <ul class="attachment-list">
                            { for page.items.iter().map(|attachment| html! {
                                <Attached key={attachment.id.to_string()} holder={holder.clone()} attachment={attachment.clone()} onchange={onchange.clone()} />
                            }) }
                        </ul>
                    </>
                }) }
            </section>
            <p class="visually-hidden" role="status">{ &*said }</p>
            <div class="button-row">
                <RouteLink to={Route::FicheEdit { id: props.project.to_string() }} class={Look::Primary.class()}>{ f::BACK_TO_TASKS }</RouteLink>
            </div>
        </>
    }
}

fn on_its_way(sending: &Sending, start: &Callback<Sending>, give_up: &Callback<Sending>) -> Html {
    let name = sending.name();
    let act = |callback: &Callback<Sending>| {
        let sending = sending.clone();
        callback.reform(move |_: MouseEvent| sending.clone())
    };
    let of_file = html! { <span class="visually-hidden">{ "\u{a0}: " }{ &name }</span> };
    html! {
        <li class="attachment" key={sending.key}>
            <div class="attachment-text">
                <p class="attachment-name">{ Icon::File.draw() }<span>{ &name }</span></p>
                {
                    match &sending.stage {
                        Stage::Sending(percent) => html! {
                            <progress class="attachment-progress" max="100" value={percent.to_string()} aria-label={t::progress(&name, *percent)}></progress>
                        },
                        Stage::Failed { message, .. } => html! { <p class="field-error" role="alert">{ message }</p> },
                    }
                }
            </div>
            <div class="attachment-acts">
                {
                    match &sending.stage {
                        Stage::Sending(_) => html! {
                            <Button look={Look::Quiet} small=true onclick={act(give_up)}>{ t::CANCEL }{ of_file }</Button>
                        },
                        Stage::Failed { may_pass, .. } => html! {
                            <>
                                if *may_pass {
                                    <Button look={Look::Secondary} small=true onclick={act(start)}>{ common::RETRY }{ of_file.clone() }</Button>
                                }
                                <Button look={Look::Quiet} small=true onclick={act(give_up)}>{ t::DISMISS }{ of_file }</Button>
                            </>
                        },
                    }
                }
            </div>
        </li>
    }
}
