//! The program of the staff.

fn main() {
    yijian_frontend::staff::start();
}
