//! Lines that one adds and removes: steps, partners, charges.

use crate::{
    components::{
        button::{Button, Look},
        dialog::Confirm,
        icon::Icon,
    },
    i18n::fiche as t,
};
use openapi::limits;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Names it: « Étape 1 ».
    pub legend: AttrValue,
    /// Nothing is written in it: it is removed without asking.
    pub blank: bool,
    pub body: Html,
}

/// Properties of [`Lines`].
#[derive(Properties, PartialEq)]
pub struct LinesProps {
    pub lines: Vec<Line>,
    /// The button: « Ajouter une étape ».
    pub add: AttrValue,
    pub onadd: Callback<()>,
    /// The index of the line to remove.
    pub onremove: Callback<usize>,
}

/// Identities of the lines, so that removing one leaves the fields of the others alone.
#[derive(Default)]
struct Keys {
    keys: Vec<u32>,
    next: u32,
}

impl Keys {
    fn fit(&mut self, count: usize) -> Vec<u32> {
        self.keys.truncate(count);
        while self.keys.len() < count {
            self.keys.push(self.next);
            self.next = self.next.wrapping_add(1);
        }
        self.keys.clone()
    }

    fn remove(&mut self, index: usize) {
        if index < self.keys.len() {
            self.keys.remove(index);
        }
    }
}

/// Where the focus goes once the lines changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FocusNext {
    LastLine,
    AddButton,
}

/// A list of lines with their buttons. A new line takes the focus; after a removal the « add » button does.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let node = use_node_ref();
    let keys = use_mut_ref(Keys::default);
    let focus = use_mut_ref(|| None::<FocusNext>);
    let asking = use_state(|| None::<usize>);
    let current = keys.borrow_mut().fit(props.lines.len());

    {
        let (node, focus) = (node.clone(), focus.clone());
        use_effect_with(props.lines.len(), move |_| {
            let selector = match focus.borrow_mut().take() {
                Some(FocusNext::LastLine) => {
                    ":scope > .line:last-of-type :is(input:not([type=hidden]), select, textarea)"
                }
                Some(FocusNext::AddButton) => ":scope > .line-add > button",
                None => return,
            };
            let found = node
                .cast::<web_sys::Element>()
                .and_then(|element| element.query_selector(selector).ok().flatten());
            if let Some(element) =
                found.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok())
            {
                let _ = element.focus();
            }
        });
    }

    let add = {
        let (focus, onadd) = (focus.clone(), props.onadd.clone());
        Callback::from(move |_: MouseEvent| {
            *focus.borrow_mut() = Some(FocusNext::LastLine);
            onadd.emit(());
        })
    };
    let remove = {
        let (focus, keys, asking, onremove) =
            (focus.clone(), keys.clone(), asking.clone(), props.onremove.clone());
        Callback::from(move |index: usize| {
            *focus.borrow_mut() = Some(FocusNext::AddButton);
            keys.borrow_mut().remove(index);
            asking.set(None);
            onremove.emit(index);
        })
    };

    html! {
        <div class="lines" ref={node}>
            { for props.lines.iter().enumerate().zip(&current).map(|((index, line), key)| {
                let onclick = {
                    let (asking, remove, blank) = (asking.clone(), remove.clone(), line.blank);
                    Callback::from(move |_: MouseEvent| if blank { remove.emit(index) } else { asking.set(Some(index)) })
                };
                html! {
                    <fieldset class="line" key={*key}>
                        <legend>{ &line.legend }</legend>
                        { line.body.clone() }
                        <div class="line-remove">
                            <Button look={Look::Quiet} small=true icon={Icon::Trash} {onclick}>
                                { t::DELETE_LINE }<span class="visually-hidden">{ " " }{ &line.legend }</span>
                            </Button>
                        </div>
                    </fieldset>
                }
            }) }
            <div class="line-add">
                <Button look={Look::Secondary} small=true icon={Icon::Plus} disabled={props.lines.len() >= limits::ITEMS_MAX} onclick={add}>
                    { &props.add }
                </Button>
            </div>
            if let Some((index, line)) = asking.and_then(|index| props.lines.get(index).map(|line| (index, line))) {
                <Confirm
                    title={t::delete_line(&line.legend)} action={t::DELETE_LINE} danger=true
                    onconfirm={remove.reform(move |()| index)}
                    oncancel={let asking = asking.clone(); Callback::from(move |()| asking.set(None))}
                >
                    <p>{ t::DELETE_LINE_TEXT }</p>
                </Confirm>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removing_a_line_keeps_the_identity_of_the_others() {
        let mut keys = Keys::default();
        assert_eq!(keys.fit(3), [0, 1, 2]);
        keys.remove(0);
        assert_eq!(keys.fit(2), [1, 2]);
        assert_eq!(keys.fit(3), [1, 2, 3]);
    }
}
