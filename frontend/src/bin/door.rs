//! The program of the door.

fn main() {
    yijian_frontend::citizen::door::start();
}
