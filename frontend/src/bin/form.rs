//! The program of the form.

fn main() {
    yijian_frontend::citizen::form::start();
}
