use crate::testing::World;

#[tokio::test]
async fn every_document_of_a_case_can_be_printed() {
    let mut world = World::new().await;
    let walked = crate::testing::cases::walk(&mut world).await;
    let printer = yijian_paper::Printer::open(None, None).expect("a Chinese font is installed");
    let mut kinds = std::collections::BTreeSet::new();
    for number in walked {
        let file = crate::cases::load(&world.app, &number).await.unwrap().unwrap();
        let printing = file.printing(&world.app);
        for listed in crate::cases::documents(printing.events) {
            let document = printing
                .document(&listed.id)
                .unwrap_or_else(|| panic!("{} is listed and can be made", listed.id));
            kinds.insert(listed.kind);
            let pdf = printer.print(&document).unwrap();
            assert!(pdf.starts_with(b"%PDF-"), "{}", listed.id);
        }
        assert!(printing.document("decision-nothing").is_none());
    }
    assert_eq!(kinds.len(), 10, "{kinds:?}");
}
