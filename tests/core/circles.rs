//! No file imports itself, directly or through others, and no rule names the page
//! (docs/architecture.md, "Layers").

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

/// By module, as a path from the crate, the modules that it names.
type Graph = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Collects what one module names.
struct Names<'a> {
    module: &'a [String],
    found: BTreeSet<Vec<String>>,
}

impl Names<'_> {
    /// A path from the crate, if this one begins with `crate`, `super` or `self`.
    fn note(&mut self, path: &[String]) {
        let (base, rest): (&[String], _) = match path.first().map(String::as_str) {
            Some("crate") => (&[], &path[1..]),
            Some("self") => (self.module, &path[1..]),
            Some("super") => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                (&self.module[..self.module.len() - ups], &path[ups..])
            }
            _ => return,
        };
        self.found.insert([base, rest].concat());
    }

    fn tree(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(it) => {
                path.push(it.ident.to_string());
                self.tree(&it.tree, path);
                path.pop();
            }
            syn::UseTree::Group(it) => it.items.iter().for_each(|item| self.tree(item, path)),
            syn::UseTree::Name(syn::UseName { ident, .. })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                self.note(&[path.as_slice(), &[ident.to_string()]].concat());
            }
            syn::UseTree::Glob(_) => self.note(path),
        }
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<_> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        self.note(&parts);
        visit::visit_path(self, path);
    }
}

fn read(folder: &Path, module: &[String], graph: &mut Graph) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = [module, std::slice::from_ref(&stem)].concat();
        if path.is_dir() {
            read(&path, &inner, graph);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let own = if matches!(stem.as_str(), "mod" | "lib" | "main") {
                module.to_vec()
            } else {
                inner
            };
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut names = Names {
                module: &own,
                found: BTreeSet::new(),
            };
            names.visit_file(&file);
            let found = names.found;
            graph.entry(own).or_default().extend(found);
        }
    }
}

/// The modules of a crate, and which of the others each imports.
fn graph(folder: &str) -> Graph {
    let mut named = Graph::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    read(&root, &[], &mut named);
    let module_of = |path: &Vec<String>| {
        (1..=path.len())
            .rev()
            .map(|length| path[..length].to_vec())
            .find(|it| named.contains_key(it))
    };
    named
        .iter()
        .map(|(module, paths)| {
            let imported = paths.iter().filter_map(module_of).filter(|it| it != module);
            (module.clone(), imported.collect())
        })
        .collect()
}

/// A chain of imports that ends where it began, if there is one.
fn circle(graph: &Graph) -> Option<Vec<String>> {
    fn follow(
        graph: &Graph,
        chain: &mut Vec<Vec<String>>,
        done: &mut BTreeSet<Vec<String>>,
    ) -> bool {
        let last = chain.last().unwrap().clone();
        for next in &graph[&last] {
            if done.contains(next) {
                continue;
            }
            let is_circle = chain.contains(next);
            chain.push(next.clone());
            if is_circle || follow(graph, chain, done) {
                return true;
            }
            chain.pop();
        }
        done.insert(last);
        false
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|module| {
        let mut chain = vec![module.clone()];
        (!done.contains(module) && follow(graph, &mut chain, &mut done))
            .then(|| chain.iter().map(|it| it.join("::")).collect())
    })
}

#[test]
fn no_import_leads_back_to_its_file() {
    for folder in ["src", "sandbox/src", "program/src"] {
        assert_eq!(circle(&graph(folder)), None, "{folder}");
    }
}

#[test]
fn a_rule_names_no_page() {
    let graph = graph("src");
    let names_page = |imported: &BTreeSet<Vec<String>>| {
        imported
            .iter()
            .any(|it| it[0] == "page" || it[0] == "surface")
    };
    let rules = || {
        graph
            .iter()
            .filter(|(module, _)| module.first().is_some_and(|it| it == "core"))
    };
    let books = ["core", "books"].map(String::from);
    let calls = ["core", "calls"].map(String::from);
    assert!(graph[books.as_slice()].contains(calls.as_slice()));
    assert_eq!(rules().find(|(_, imported)| names_page(imported)), None);
}

#[test]
fn a_circle_would_be_found() {
    let module = |name: &str| vec![name.to_owned()];
    let mut graph = Graph::from([
        (module("a"), BTreeSet::from([module("b")])),
        (module("b"), BTreeSet::from([module("c")])),
        (module("c"), BTreeSet::new()),
    ]);
    assert_eq!(circle(&graph), None);
    graph.insert(module("c"), BTreeSet::from([module("b")]));
    assert_eq!(
        circle(&graph),
        Some(vec!["a".into(), "b".into(), "c".into(), "b".into()])
    );
}
