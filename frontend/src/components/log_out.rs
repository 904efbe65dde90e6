//! Logging out; asks first when unsaved texts are kept on this device, since they go with the session.

use super::dialog::Confirm;
use crate::{
    draft_store,
    i18n::{account as t, nav},
    routes::Route,
    session::use_session,
};
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The button of the header.
#[component]
pub fn LogOut() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let asking = use_state(|| false);
    let leave = {
        let (session, asking) = (session.clone(), asking.clone());
        Callback::from(move |()| {
            asking.set(false);
            let (session, navigator) = (session.clone(), navigator.clone());
            spawn_local(async move {
                let go = || navigator.iter().for_each(|navigator| navigator.push(&Route::Home));
                session.log_out(go).await;
            });
        })
    };
    let onclick = {
        let (leave, asking) = (leave.clone(), asking.clone());
        Callback::from(move |_: MouseEvent| {
            if session.me().is_some_and(|me| draft_store::has_any(&me.id)) {
                asking.set(true);
            } else {
                leave.emit(());
            }
        })
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    html! {
        <>
            <button type="button" class="link-button" {onclick}>{ nav::LOG_OUT }</button>
            if *asking {
                <Confirm title={t::LOG_OUT_TITLE} action={t::LOG_OUT_ANYWAY} danger=true onconfirm={leave} {oncancel}>
                    <p>{ t::LOG_OUT_TEXT }</p>
                </Confirm>
            }
        </>
    }
}
