//! A case for tests, as the server would send it.

use yijian_domain::wire::desk::CaseView;

/// A case in review with one part, one paper that was put off, a commitment and a licence of before.
pub(super) fn case() -> CaseView {
    serde_json::from_value(serde_json::json!({
        "number": "26110012", "theme": "milk_tea_shop", "theme_name": "开奶茶店", "region_name": "千阳县",
        "holder": "周一", "channel": { "channel": "online" }, "submitted_at": "2026-11-19T09:00:00+08:00",
        "stage": "in_review", "events": 4,
        "form": [{ "title": "经营者", "fields": [
            { "field": "name@operator", "label": "姓名", "value": "周一" },
            { "field": "phone@operator", "label": "电话", "value": "" }
        ] }],
        "papers": [
            { "paper": "lease", "name": "租赁合同", "items": ["食品经营许可"], "form": "original", "copies": 1, "wanted": ["原件"],
              "points": ["租期没有过", "双方都签了字"], "files": [], "due": "2026-12-01", "defaulted": false }
        ],
        "parts": [{ "item": "food_licence", "name": "食品经营许可", "department": "market",
            "department_name": "市场监管局", "stage": "in_review", "waits_for": [], "opinions": [], "reasons": [] }],
        "sheets": [],
        "inspection": { "needed": true, "passed": false, "checklist": [], "rectify": [], "visits": [],
            "inspectors": [{ "id": "a", "name": "甲" }, { "id": "b", "name": "乙" }], "names": [] },
        "commitments": [{ "promise": "hygiene", "name": "卫生承诺", "version": "1", "items": ["food_licence"] }],
        "documents": [], "open": [], "history": [], "days": [], "provisional": false
    }))
    .expect("the shape of the contract")
}
