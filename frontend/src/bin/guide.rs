//! The program of the guide.

fn main() {
    yijian_frontend::citizen::guide::start();
}
