//! A template is read back as it was written, in every language and format.

use crate::{read, shown};
use dispositif::lexicon::Lexicon;
use dispositif::mapping::{TableFormat, template};

#[test]
fn a_template_is_read_back_without_a_remark() {
    let lexicon = Lexicon::built_in();
    for code in lexicon.codes() {
        for form in [TableFormat::Csv, TableFormat::Xlsx, TableFormat::Json] {
            let about = format!("{code} {form:?}");
            let table = read(&about, &template(code, form, lexicon)).unwrap_or_else(|error| panic!("{error}"));
            assert!(table.remarks.is_empty(), "{about}:\n{}", shown(&about, &Ok(table)));
            assert_eq!(table.source.format, form, "{about}");
            let [activity] = table.activities.as_slice() else { panic!("{about}: one example row") };
            assert!(activity.other.is_empty(), "{about}: {:?}", activity.other);
            assert!(!activity.title.is_empty() && !activity.description.is_empty(), "{about}");
            let budget = activity.budget.as_ref().unwrap_or_else(|| panic!("{about}: a budget"));
            assert_eq!(
                (budget.amount.0.normalize().to_string(), budget.currency.as_deref()),
                ("120000".to_owned(), Some("CHF"))
            );
            let days = [&activity.start, &activity.end].map(|when| when.as_ref().map(|when| when.from.to_string()));
            assert_eq!(days, [Some("2026-03-01".to_owned()), Some("2026-11-30".to_owned())], "{about}");
            assert!(activity.status.is_some() && activity.office.is_some() && activity.mandates.is_some(), "{about}");
            assert_eq!(
                activity.regions.iter().map(|r| r.id.as_deref()).collect::<Vec<_>>(),
                [Some("africa")],
                "{about}"
            );
            assert_eq!(activity.partners.len(), 2, "{about}");
            let unit = activity.unit.as_deref().unwrap_or_default();
            assert_eq!(lexicon.addressees_of_unit(unit), ["dir.bdt", "dir.all", "itu-d"], "{about}");
            let office = activity.office.as_deref().unwrap_or_default();
            assert_eq!(lexicon.addressees_of_unit(office), ["regional_offices"], "{about}");
        }
    }
}

#[test]
fn a_template_in_a_language_that_the_lexicon_does_not_have_is_english() {
    let lexicon = Lexicon::built_in();
    assert_eq!(template("xx", TableFormat::Csv, lexicon), template("en", TableFormat::Csv, lexicon));
    assert!(template("fr", TableFormat::Csv, lexicon).starts_with("\u{FEFF}N°;Intitulé;".as_bytes()));
}

#[test]
fn regions_are_found_in_running_text_and_names_that_hold_one_are_none() {
    let lexicon = Lexicon::built_in();
    let in_french = |text: &str| {
        let found = lexicon.language("fr").expect("French").regions_in(text);
        found.into_iter().map(|region| format!("{} “{}”", region.id, &text[region.range])).collect::<Vec<_>>()
    };
    assert_eq!(
        in_french("de tenir un atelier en Afrique, dans les États arabes et dans la région Asie-Pacifique"),
        ["africa “Afrique”", "arab_states “États arabes”", "asia_pacific “Asie-Pacifique”"]
    );
    assert!(in_french("avec la Commission économique pour l'Afrique et l'Afrique du Sud").is_empty());
    assert!(in_french("avec l'ISO et la CEI").is_empty());
    assert_eq!(lexicon.regions_in("in Africa and the Americas"), ["africa", "americas"]);
    assert_eq!(lexicon.region("Etats arabes"), Some("arab_states"));
    assert!(lexicon.addressees_of_unit("Cafeteria").is_empty());
    let both = ["dir.bdt", "dir.all", "itu-d", "regional_offices"];
    assert_eq!(lexicon.addressees_of_unit("BDT, Bureaux de zone"), both);
}
