// The shim sees only bytes: every failure is a status, nothing throws, nothing aborts. Checks are the same in debug
// and release, so that hostile bytes cannot reach an assertion.
#ifndef NDEBUG
#define NDEBUG 1
#endif
#define SIMDJSON_DEVELOPMENT_CHECKS 0
#define SIMDJSON_EXCEPTIONS 0
#include "CSimdjson.h"

#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace od = simdjson::ondemand;

// MARK: names

namespace {

// A text's first and last eight bytes, which overlap when it is shorter than sixteen: up to there they are all of it.
struct ends {
    uint64_t first = 0, last = 0;

    ends(const uint8_t *text, size_t length) {
        if (length >= 8) {
            std::memcpy(&first, text, 8);
            std::memcpy(&last, text + length - 8, 8);
        } else if (length >= 4) {
            uint32_t low, high;
            std::memcpy(&low, text, 4);
            std::memcpy(&high, text + length - 4, 4);
            first = (uint64_t(high) << 32) | low;
        } else if (length > 0) {
            first = uint64_t(text[0]) << 16 | uint64_t(text[length / 2]) << 8 | text[length - 1];
        }
    }

    size_t slot(size_t length, size_t mask) const {
        uint64_t hash = (first ^ (last * 0x9E3779B97F4A7C15u) ^ length) * 0xD6E8FEB86659FD93u;
        return size_t(hash ^ (hash >> 32)) & mask;
    }
};

struct name_slot {
    uint64_t first, last;
    uint32_t start, length;
    // Zero in an empty slot.
    uint32_t index_plus_one;
};

}  // namespace

// Open addressing, at most a quarter full.
struct csj_names {
    uint8_t *text = nullptr;
    name_slot *slots = nullptr;
    size_t mask = 0;

    ~csj_names() {
        std::free(text);
        std::free(slots);
    }
};

csj_names *csj_names_create(const uint8_t *text, const uint32_t *lengths, size_t count) {
    if (count > 4096) return nullptr;
    auto *names = new (std::nothrow) csj_names;
    if (!names) return nullptr;
    size_t total = 0, slots = 16;
    for (size_t i = 0; i < count; i++) total += lengths[i];
    while (slots < count * 4) slots *= 2;
    names->mask = slots - 1;
    names->text = static_cast<uint8_t *>(std::malloc(total + 1));
    names->slots = static_cast<name_slot *>(std::calloc(slots, sizeof(name_slot)));
    if (!names->text || !names->slots) {
        delete names;
        return nullptr;
    }
    if (total) std::memcpy(names->text, text, total);
    uint32_t start = 0;
    for (size_t i = 0; i < count; i++) {
        const ends key(names->text + start, lengths[i]);
        size_t slot = key.slot(lengths[i], names->mask);
        while (names->slots[slot].index_plus_one) slot = (slot + 1) & names->mask;
        names->slots[slot] = name_slot{key.first, key.last, start, lengths[i], uint32_t(i + 1)};
        start += lengths[i];
    }
    return names;
}

void csj_names_destroy(csj_names *names) { delete names; }

int32_t csj_names_find(const csj_names *names, const uint8_t *text, size_t length) {
    const ends key(text, length);
    size_t slot = key.slot(length, names->mask);
    while (names->slots[slot].index_plus_one) {
        const name_slot &found = names->slots[slot];
        if (found.first == key.first && found.last == key.last && found.length == length
            && (length <= 16 || std::memcmp(names->text + found.start, text, length) == 0)) {
            return int32_t(found.index_plus_one - 1);
        }
        slot = (slot + 1) & names->mask;
    }
    return -1;
}

// MARK: parser

struct csj_parser {
    od::parser parser;
    csj_node *nodes = nullptr;
    size_t count = 0, capacity = 0;
    size_t max_bytes, max_depth, max_nodes;
    // Of the current document.
    const csj_names *names = nullptr;
    const uint8_t *end = nullptr;
    bool escapes = false;

    csj_parser(size_t bytes, size_t depth, size_t nodes)
        : parser(bytes), max_bytes(bytes), max_depth(depth), max_nodes(nodes) {}
    ~csj_parser() { std::free(nodes); }
};

namespace {

csj_status status_of(simdjson::error_code error) {
    switch (error) {
        case simdjson::SUCCESS: return CSJ_OK;
        case simdjson::EMPTY: return CSJ_EMPTY;
        case simdjson::UTF8_ERROR: return CSJ_INVALID_UTF8;
        case simdjson::DEPTH_ERROR: return CSJ_TOO_DEEP;
        case simdjson::CAPACITY: return CSJ_TOO_LARGE;
        case simdjson::MEMALLOC: return CSJ_NO_MEMORY;
        case simdjson::UNCLOSED_STRING: return CSJ_TRUNCATED;
        case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return CSJ_TRUNCATED;
        case simdjson::OUT_OF_BOUNDS: return CSJ_TRUNCATED;
        case simdjson::TRAILING_CONTENT: return CSJ_TRAILING_CONTENT;
        default: return CSJ_NOT_JSON;
    }
}

bool grow(csj_parser &p) {
    size_t capacity = p.capacity ? p.capacity * 2 : 64;
    auto *nodes = static_cast<csj_node *>(std::realloc(p.nodes, capacity * sizeof(csj_node)));
    if (!nodes) return false;
    p.nodes = nodes;
    p.capacity = capacity;
    return true;
}

// The grammar of a number, so that one that is too large is told apart from one that is none.
bool is_number(const uint8_t *at, const uint8_t *end) {
    auto digits = [&] {
        const uint8_t *start = at;
        while (at < end && *at >= '0' && *at <= '9') at++;
        return at > start;
    };
    if (at < end && *at == '-') at++;
    if (at < end && *at == '0') {
        at++;
    } else if (!digits()) {
        return false;
    }
    if (at < end && *at == '.') {
        at++;
        if (!digits()) return false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        if (!digits()) return false;
    }
    return at == end || std::memchr(" \t\r\n,]}", *at, 7) != nullptr;
}

inline uint64_t load_little_endian(const uint8_t *bytes) {
    uint64_t word;
    std::memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

// Without a backslash in the document a string is its own bytes. Stage 1 has found its closing quote, and the padding
// can be read, so eight bytes at a time are looked at; texts are short, which makes a call of memchr dearer.
bool plain(const csj_parser &p, const od::raw_json_string &raw, const uint8_t *&text, uint32_t &length) {
    text = reinterpret_cast<const uint8_t *>(raw.raw());
    for (const uint8_t *at = text; at < p.end; at += 8) {
        const uint64_t word = load_little_endian(at) ^ 0x2222222222222222u;
        const uint64_t zeros = (word - 0x0101010101010101u) & ~word & 0x8080808080808080u;
        if (zeros == 0) continue;
        length = uint32_t(at - text) + uint32_t(__builtin_ctzll(zeros) / 8);
        return text + length < p.end;
    }
    return false;
}

csj_status unescaped(simdjson::simdjson_result<std::string_view> &&result, const uint8_t *&text, uint32_t &length) {
    std::string_view view;
    if (auto error = std::move(result).get(view)) return status_of(error);
    text = reinterpret_cast<const uint8_t *>(view.data());
    length = uint32_t(view.size());
    return CSJ_OK;
}

csj_status read_number(od::value &value, csj_node &node) {
    if (value.get_int64().get(node.integer) == simdjson::SUCCESS) {
        node.kind = CSJ_INTEGER;
        return CSJ_OK;
    }
    const std::string_view token = value.raw_json_token();
    auto *bytes = reinterpret_cast<const uint8_t *>(token.data());
    if (!is_number(bytes, bytes + token.size())) return CSJ_NOT_JSON;
    node.kind = value.get_double().get(node.number) == simdjson::SUCCESS ? CSJ_DOUBLE : CSJ_HUGE_NUMBER;
    return CSJ_OK;
}

csj_status read_value(csj_parser &p, od::value &value, const uint8_t *key, uint32_t key_length, size_t depth);

csj_status read_members(csj_parser &p, od::object &object, size_t depth) {
    for (auto result : object) {
        if (auto error = result.error()) return status_of(error);
        // In place: copies of these small structs stall on their own stores.
        od::field &field = result.value_unsafe();
        const uint8_t *key = nullptr;
        uint32_t length = 0;
        if (!p.escapes) {
            if (!plain(p, field.key(), key, length)) return CSJ_NOT_JSON;
        } else if (auto status = unescaped(field.unescaped_key(), key, length)) {
            return status;
        }
        if (auto status = read_value(p, field.value(), key, length, depth)) return status;
    }
    return CSJ_OK;
}

csj_status read_elements(csj_parser &p, od::array &array, size_t depth) {
    for (auto result : array) {
        od::value value;
        if (auto error = std::move(result).get(value)) return status_of(error);
        if (auto status = read_value(p, value, nullptr, 0, depth)) return status;
    }
    return CSJ_OK;
}

csj_status read_container(csj_parser &p, od::value &value, csj_kind kind, size_t index, size_t depth) {
    if (depth >= p.max_depth) return CSJ_TOO_DEEP;
    csj_status status;
    if (kind == CSJ_OBJECT) {
        od::object object;
        if (auto error = value.get_object().get(object)) return status_of(error);
        status = read_members(p, object, depth + 1);
    } else {
        od::array array;
        if (auto error = value.get_array().get(array)) return status_of(error);
        status = read_elements(p, array, depth + 1);
    }
    p.nodes[index].next = int32_t(p.count);
    return status;
}

csj_status read_value(csj_parser &p, od::value &value, const uint8_t *key, uint32_t key_length, size_t depth) {
    if (p.count >= p.max_nodes) return CSJ_TOO_MANY_NODES;
    if (p.count == p.capacity && !grow(p)) return CSJ_NO_MEMORY;
    const size_t index = p.count++;
    csj_node &node = p.nodes[index];
    node = csj_node{key, nullptr, key_length, 0, 0, 0, -1, int32_t(index + 1), CSJ_NULL};
    if (key && p.names) node.name = csj_names_find(p.names, key, key_length);

    od::json_type type;
    if (auto error = value.type().get(type)) return status_of(error);
    switch (type) {
        case od::json_type::string: {
            node.kind = CSJ_STRING;
            if (p.escapes) return unescaped(value.get_string(), node.text, node.text_length);
            od::raw_json_string raw;
            if (auto error = value.get_raw_json_string().get(raw)) return status_of(error);
            return plain(p, raw, node.text, node.text_length) ? CSJ_OK : CSJ_NOT_JSON;
        }
        case od::json_type::number: return read_number(value, node);
        case od::json_type::boolean: {
            bool flag = false;
            if (value.get_bool().get(flag)) return CSJ_NOT_JSON;
            node.kind = CSJ_BOOL;
            node.integer = flag;
            return CSJ_OK;
        }
        case od::json_type::null: {
            bool null = false;
            return value.is_null().get(null) || !null ? CSJ_NOT_JSON : CSJ_OK;
        }
        case od::json_type::object:
            node.kind = CSJ_OBJECT;
            return read_container(p, value, CSJ_OBJECT, index, depth);
        case od::json_type::array:
            node.kind = CSJ_ARRAY;
            return read_container(p, value, CSJ_ARRAY, index, depth);
    }
    return CSJ_NOT_JSON;
}

// The status of a document that does not start with a brace.
csj_status without_brace(const uint8_t *bytes, size_t length) {
    size_t at = 0;
    while (at < length && std::memchr(" \t\r\n", bytes[at], 4)) at++;
    if (at == length) return CSJ_EMPTY;
    return std::memchr("[\"-0123456789tfn", bytes[at], 16) ? CSJ_NOT_OBJECT : CSJ_NOT_JSON;
}

csj_status parse(csj_parser &p, const uint8_t *bytes, size_t length) {
    if (length == 0) return CSJ_EMPTY;
    if (length > p.max_bytes) return CSJ_TOO_LARGE;
    if (p.capacity == 0 && !grow(p)) return CSJ_NO_MEMORY;
    if (length > p.parser.capacity()) {
        size_t capacity = 4096;
        while (capacity < length) capacity *= 2;
        if (capacity > p.max_bytes) capacity = p.max_bytes;
        if (auto error = p.parser.allocate(capacity)) return status_of(error);
    }
    od::document document;
    if (auto error = p.parser.iterate(bytes, length, length + CSJ_PADDING).get(document)) return status_of(error);
    od::object object;
    if (auto error = document.get_object().get(object)) {
        return error == simdjson::INCORRECT_TYPE ? without_brace(bytes, length) : status_of(error);
    }
    p.nodes[0] = csj_node{nullptr, nullptr, 0, 0, 0, 0, -1, 1, CSJ_OBJECT};
    p.count = 1;
    if (auto status = read_members(p, object, 1)) return status;
    p.nodes[0].next = int32_t(p.count);
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? CSJ_OK : CSJ_TRAILING_CONTENT;
}

}  // namespace

csj_parser *csj_parser_create(size_t max_bytes, size_t max_depth, size_t max_nodes) {
    return new (std::nothrow) csj_parser(max_bytes, max_depth, max_nodes);
}

void csj_parser_destroy(csj_parser *parser) { delete parser; }

csj_document csj_parse(csj_parser *parser, const csj_names *names, const uint8_t *bytes, size_t length) {
    parser->names = names;
    parser->end = bytes + length;
    parser->count = 0;
    parser->escapes = std::memchr(bytes, '\\', length) != nullptr;
    csj_status status = parse(*parser, bytes, length);
    if (status) return csj_document{status, 0, nullptr};
    return csj_document{CSJ_OK, int32_t(parser->count), parser->nodes};
}
