// A C face of simdjson's On Demand parser: one JSON object in, a flat list of nodes out. No domain words.
//
// The list is in document order. The first node is the object itself; what a container holds follows it, and its
// `next` is the index of the first node after all that. So the members of node i are i + 1, nodes[i + 1].next and so
// on, up to nodes[i].next. Of members with the same name all are there.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Readable bytes that must follow a document.
#define CSJ_PADDING 64

typedef enum {
    CSJ_OK = 0,
    CSJ_EMPTY = 1,
    CSJ_NOT_JSON = 2,
    CSJ_NOT_OBJECT = 3,
    CSJ_TRUNCATED = 4,
    CSJ_TRAILING_CONTENT = 5,
    CSJ_INVALID_UTF8 = 6,
    CSJ_TOO_DEEP = 7,
    CSJ_TOO_MANY_NODES = 8,
    CSJ_TOO_LARGE = 9,
    CSJ_NO_MEMORY = 10,
} csj_status;

typedef enum {
    CSJ_NULL = 0,
    CSJ_BOOL = 1,
    CSJ_INTEGER = 2,
    CSJ_DOUBLE = 3,
    /// A number by its grammar, too large for a double or for 64 bits.
    CSJ_HUGE_NUMBER = 4,
    CSJ_STRING = 5,
    CSJ_ARRAY = 6,
    CSJ_OBJECT = 7,
} csj_kind;

typedef struct {
    /// The member's name without escapes; NULL in an array.
    const uint8_t *key;
    /// The string without escapes.
    const uint8_t *text;
    uint32_t key_length;
    uint32_t text_length;
    /// The integer; 0 or 1 for a bool.
    int64_t integer;
    double number;
    /// The member's name as an index of the names given to csj_parse; -1 when it is none of them.
    int32_t name;
    /// The first node after this one and all it holds.
    int32_t next;
    csj_kind kind;
} csj_node;

typedef struct {
    csj_status status;
    int32_t count;
    /// Valid, with all that it points to, until the next csj_parse of the parser and as long as the document's bytes.
    const csj_node *nodes;
} csj_document;

typedef struct csj_names csj_names;
typedef struct csj_parser csj_parser;

/// Makes a list of texts to be found by their bytes: `count` texts, one after another in `text`. NULL: no memory.
csj_names *csj_names_create(const uint8_t *text, const uint32_t *lengths, size_t count);
void csj_names_destroy(csj_names *names);

/// The index of the text in the list; -1 when it is not there.
int32_t csj_names_find(const csj_names *names, const uint8_t *text, size_t length);

/// Makes a parser that refuses documents longer than `max_bytes`, nested deeper than `max_depth` or with more than
/// `max_nodes` values. NULL: no memory.
csj_parser *csj_parser_create(size_t max_bytes, size_t max_depth, size_t max_nodes);
void csj_parser_destroy(csj_parser *parser);

/// Parses one object. `bytes` must be readable for CSJ_PADDING bytes after `length`; what stands there has no effect.
///
/// Every value is validated, not only those with known names. Allocates only for the largest document so far.
/// `names` may be NULL.
csj_document csj_parse(csj_parser *parser, const csj_names *names, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
