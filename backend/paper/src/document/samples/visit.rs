//! Visits.

use super::super::{
    Conclusion, Document, InspectedPoint, InspectionRecord, InspectionResult, Inspector, Rectification,
};
use super::{bare_head, bare_person, company, head, march, texts};

pub(super) fn all() -> Vec<Document> {
    vec![Document::InspectionRecord(long()), Document::InspectionRecord(empty())]
}

/// A visit with enough points for several pages.
fn long() -> InspectionRecord {
    let points = [
        (
            "经营场所与有毒、有害场所以及其他污染源保持规定的距离",
            "青石县市场监督管理局",
        ),
        (
            "食品处理区设有专用的洗手、消毒、更衣设施，并有明显标识",
            "青石县市场监督管理局",
        ),
        (
            "疏散通道、安全出口畅通，疏散指示标志和应急照明完好",
            "青石县消防救援大队",
        ),
        ("招牌的位置、大小与申请的效果图一致，安装牢固", "青石县城市管理局"),
        ("油烟净化设施与经营规模相适应，排放口朝向符合要求", "青石县生态环境局"),
        ("隔油池已经安装，污水排入市政管网", "青石县住房和城乡建设局"),
    ];
    let point = |(index, (text, organ)): (usize, (&str, &str))| InspectedPoint {
        text: text.to_owned(),
        asked_by: texts([organ]),
        result: match index % 5 {
            1 => InspectionResult::NotMet,
            4 => InspectionResult::NotApplicable,
            _ => InspectionResult::Met,
        },
        remark: if index % 5 == 1 {
            "没有洗手池，洗手液放在操作台上，照片2张。".to_owned()
        } else {
            String::new()
        },
    };
    InspectionRecord {
        head: head("青审核〔2026〕9号", march(10)),
        applicant: company(),
        matter: "开奶茶店一件事".to_owned(),
        place: "青石县城关镇人民路18号1层101室".to_owned(),
        time: "2026年3月10日9时30分至10时40分".to_owned(),
        visit: 1,
        remote: false,
        inspectors: [
            inspector("李某", "青石县市场监督管理局", "99010100012"),
            inspector("阿卜杜热依木·买买提", "青石县消防救援大队", "99010100034"),
            inspector("王某", "青石县城市管理局", "99010100056"),
        ]
        .to_vec()
        .try_into()
        .expect("there are three"),
        present: Some("𠮷㛃𬭬（经营者）".to_owned()),
        points: points.into_iter().cycle().take(24).enumerate().map(point).collect(),
        rectifications: vec![
            Rectification {
                what: "在食品处理区入口安装洗手池和非手动水龙头，张贴洗手步骤。".to_owned(),
                due: march(16),
            },
            Rectification {
                what: "清理后门疏散通道内堆放的纸箱。".to_owned(),
                due: march(13),
            },
        ],
        conclusion: Conclusion::Rectify,
        remark: "经营者当场表示三日内完成整改。".to_owned(),
    }
}

/// A visit from afar at which nothing had to be looked at.
fn empty() -> InspectionRecord {
    InspectionRecord {
        head: bare_head("青审核〔2026〕10号", march(10)),
        applicant: bare_person(),
        visit: 2,
        remote: true,
        inspectors: [
            inspector("李某", "青石县市场监督管理局", "99010100012"),
            inspector("王某", "青石县城市管理局", "99010100056"),
        ]
        .into(),
        present: None,
        points: Vec::new(),
        rectifications: Vec::new(),
        conclusion: Conclusion::Passed,
        remark: String::new(),
        ..long()
    }
}

fn inspector(name: &str, organ: &str, card: &str) -> Inspector {
    Inspector {
        name: name.to_owned(),
        organ: organ.to_owned(),
        card: card.to_owned(),
    }
}
