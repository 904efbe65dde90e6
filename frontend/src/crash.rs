//! What a person sees when the app itself fails: never a page that silently stopped answering.

use crate::i18n::errors;
use std::panic::PanicHookInfo;

/// Says it on the page and in the console from now on. What was typed is in [`crate::draft_store`].
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        report(info);
        show();
    }));
}

fn report(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
}

fn show() -> Option<()> {
    let document = web_sys::window()?.document()?;
    let notice = document.create_element("div").ok()?;
    notice.set_class_name("notice notice-error crash");
    notice.set_attribute("role", "alert").ok()?;
    let text = document.create_element("p").ok()?;
    text.set_text_content(Some(errors::CRASH));
    let link = document.create_element("a").ok()?;
    // An empty address is this very page.
    link.set_attribute("href", "").ok()?;
    link.set_text_content(Some(errors::CRASH_RELOAD));
    notice.append_child(&text).ok()?;
    notice.append_child(&link).ok()?;
    let body = document.body()?;
    body.insert_before(&notice, body.first_child().as_ref()).ok()?;
    Some(())
}
