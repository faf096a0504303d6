//! A page as a tree. It is read as XML would be, but for the elements that HTML never closes: a tag left open, a stray bracket or
//! an unknown entity fails.

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub enum Node {
    Element(Element),
    Text(String),
}

const VOID: [&str; 5] = ["meta", "br", "input", "link", "img"];

/// Reads a page.
pub fn read(html: &str) -> Element {
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("not well-formed at {}: {e}", reader.buffer_position())) {
            Event::Start(tag) => {
                let name = String::from_utf8(tag.name().as_ref().to_vec()).expect("UTF-8");
                let attributes = tag.html_attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).expect("UTF-8");
                    let value = String::from_utf8(attribute.value.to_vec()).expect("UTF-8");
                    assert!(!value.contains('<'), "{value}");
                    (key, quick_xml::escape::unescape(&value).expect("known entities").into_owned())
                });
                let element = Element { attributes: attributes.collect(), name, children: Vec::new() };
                if VOID.contains(&element.name.as_str()) {
                    stack.last_mut().expect("the root stays").children.push(Node::Element(element));
                } else {
                    stack.push(element);
                }
            }
            Event::End(tag) => {
                let element = stack.pop().expect("the root stays");
                assert_eq!(element.name.as_bytes(), tag.name().as_ref(), "tags close in the order in which they open");
                stack.last_mut().expect("a tag closes that was open").children.push(Node::Element(element));
            }
            Event::Text(text) => push(&mut stack, &text.decode().expect("UTF-8")),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.decode().expect("UTF-8"));
                push(&mut stack, &quick_xml::escape::unescape(&entity).expect("a known entity"));
            }
            Event::DocType(_) => {}
            Event::Eof => break,
            other => panic!("a page holds nothing but elements and text: {other:?}"),
        }
    }
    assert_eq!(stack.len(), 1, "{} is left open", stack.last().expect("the root stays").name);
    stack.pop().expect("the root stays")
}

fn push(stack: &mut [Element], words: &str) {
    let children = &mut stack.last_mut().expect("the root stays").children;
    match children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => children.push(Node::Text(words.to_owned())),
    }
}

impl Element {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has a class.
    pub fn is(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|own| own == class))
    }

    /// It and all elements below it that a test holds for, in order.
    pub fn all(&self, test: &dyn Fn(&Element) -> bool) -> Vec<&Element> {
        let mut out = Vec::new();
        let mut stack = vec![self];
        while let Some(element) = stack.pop() {
            if test(element) {
                out.push(element);
            }
            stack.extend(element.elements().collect::<Vec<_>>().into_iter().rev());
        }
        out
    }

    /// All elements of a class.
    pub fn of_class(&self, class: &str) -> Vec<&Element> {
        self.all(&|element| element.is(class))
    }

    /// The only element with an id.
    pub fn by_id(&self, id: &str) -> &Element {
        let found = self.all(&|element| element.get("id") == Some(id));
        assert_eq!(found.len(), 1, "#{id}");
        found[0]
    }

    /// The elements right below.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its words, without what is only said aloud; elements for which `skips` holds are left out.
    pub fn words(&self, skips: &dyn Fn(&Element) -> bool) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if element.is("said") || skips(element) => {}
                Node::Element(element) => out.push_str(&element.words(skips)),
            }
        }
        out
    }

    /// All its words.
    pub fn text(&self) -> String {
        self.words(&|_| false)
    }
}
