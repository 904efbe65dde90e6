//! Icons: Lucide's shapes (ISC licence), one stroke style, always beside a text.

use yew::prelude::*;

/// The few icons of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Alert,
    ArrowLeft,
    ArrowRight,
    Calendar,
    Check,
    Clock,
    Close,
    Edit,
    File,
    Info,
    Menu,
    Plus,
    Search,
    Send,
    Trash,
    User,
}

impl Icon {
    /// The strokes, on a grid of 24.
    fn strokes(self) -> &'static [&'static str] {
        match self {
            Icon::Alert => &["M12 3 2 20h20Z", "M12 10v4", "M12 17h.01"],
            Icon::ArrowLeft => &["M19 12H5", "m12 19-7-7 7-7"],
            Icon::ArrowRight => &["M5 12h14", "m12 5 7 7-7 7"],
            Icon::Calendar => &["M4 5h16v16H4Z", "M16 3v4", "M8 3v4", "M4 11h16"],
            Icon::Check => &["M20 6 9 17l-5-5"],
            Icon::Clock => &["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 7v5l3 2"],
            Icon::Close => &["M18 6 6 18", "m6 6 12 12"],
            Icon::Edit => &["M4 20h4L20 8l-4-4L4 16Z"],
            Icon::File => &["M6 3h8l5 5v13H6Z", "M14 3v5h5", "M9 13h6", "M9 17h6"],
            Icon::Info => &["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 11v5", "M12 8h.01"],
            Icon::Menu => &["M4 6h16", "M4 12h16", "M4 18h16"],
            Icon::Plus => &["M5 12h14", "M12 5v14"],
            Icon::Search => &["M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Z", "m20 20-4-4"],
            Icon::Send => &["m22 2-7 20-4-9-9-4Z", "M22 2 11 13"],
            Icon::Trash => &["M4 6h16", "M8 6V3h8v3", "M6 6l1 15h10l1-15"],
            Icon::User => &["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z", "M5 21v-2a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v2"],
        }
    }

    /// The drawing; hidden from screen readers, since the label stands beside it.
    pub fn draw(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                { for self.strokes().iter().map(|stroke| html! { <path d={*stroke} /> }) }
            </svg>
        }
    }
}
