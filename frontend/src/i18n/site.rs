//! The pages every site needs: legal notices, accessibility, help.
