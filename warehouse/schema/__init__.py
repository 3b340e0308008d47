"""The schema as data: every table, field, code list and spelling, written once, in the CSV files of this folder."""

from warehouse.schema.model import Code, CodeSet, Field, Schema, Table, load_schema

__all__ = ["Code", "CodeSet", "Field", "Schema", "Table", "load_schema"]
