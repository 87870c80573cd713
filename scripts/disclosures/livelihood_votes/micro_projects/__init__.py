"""Micro-projects of a special fund (民生“微实事”专项资金)."""
