//! The web app of Alliance: a Yew single-page application, in French, for every role and for the public.
//!
//! `README.md` beside this crate says which component serves for what.

mod api;
mod app;
mod components;
#[cfg(test)]
mod contrast;
mod crash;
mod draft_store;
mod format;
mod i18n;
mod pages;
mod programme;
mod routes;
mod session;

fn main() {
    crash::watch();
    // index.html draws the page's frame inside #app before this runs; the app takes its place.
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
