-- Who changed a tag, when, and what it was then: no code path can miss it.
create function note_tag_change() returns trigger language plpgsql as $$
begin
  insert into tag_changes (tag_id, kind, changed_by, changed_at, type, shape) values (
    new.id,
    case
      when tg_op = 'INSERT' then 'created'
      when old.removed_at is null and new.removed_at is not null then 'removed'
      when old.removed_at is not null and new.removed_at is null then 'restored'
      else 'edited'
    end,
    new.changed_by, new.changed_at, new.type, new.shape);
  return null;
end $$;
--> statement-breakpoint
create trigger tags_created after insert on tags for each row execute function note_tag_change();
--> statement-breakpoint
create trigger tags_changed after update on tags for each row
  when ((old.type, old.shape, old.removed_at is null) is distinct from (new.type, new.shape, new.removed_at is null))
  execute function note_tag_change();
--> statement-breakpoint
-- The first tree of types, named as OpenStreetMap names such things where it does. Users propose more, admins decide.
insert into tag_types (value, parent, label, colour, state) values
  ('waymark', null, 'Waymark', '#ffa6c7', 'active'),
  ('waymark--signpost', 'waymark', 'Signpost', '#f296bf', 'active'),
  ('waymark--painted-mark', 'waymark', 'Painted mark', '#ffa6d5', 'active'),
  ('waymark--post', 'waymark', 'Marker post', '#ffa0c0', 'active'),
  ('waymark--cairn', 'waymark', 'Cairn', '#ffafd4', 'active'),
  ('waymark--map-board', 'waymark', 'Map board', '#ffa9c1', 'active'),
  ('waymark--information-board', 'waymark', 'Information board', '#ff8faa', 'active'),
  ('stile', null, 'Stile', '#a1df8a', 'active'),
  ('stile--step', 'stile', 'Step stile', '#98c877', 'active'),
  ('stile--ladder', 'stile', 'Ladder stile', '#a0e884', 'active'),
  ('stile--squeeze', 'stile', 'Squeeze stile', '#94d58c', 'active'),
  ('gate', null, 'Gate', '#b2c3ff', 'active'),
  ('gate--kissing-gate', 'gate', 'Kissing gate', '#98b4ff', 'active'),
  ('gate--lift-gate', 'gate', 'Lift gate', '#b1c9ff', 'active'),
  ('gate--turnstile', 'gate', 'Turnstile', '#adbaff', 'active'),
  ('gate--cattle-grid', 'gate', 'Cattle grid', '#cacfff', 'active'),
  ('barrier', null, 'Barrier', '#ffb278', 'active'),
  ('barrier--bollard', 'barrier', 'Bollard', '#f69e74', 'active'),
  ('barrier--fence', 'barrier', 'Fence', '#ffb272', 'active'),
  ('barrier--wall', 'barrier', 'Wall', '#fdac74', 'active'),
  ('barrier--block', 'barrier', 'Block', '#ffc16f', 'active'),
  ('surface', null, 'Surface', '#44e5dd', 'active'),
  ('surface--asphalt', 'surface', 'Asphalt', '#48d0bd', 'active'),
  ('surface--concrete', 'surface', 'Concrete', '#1df0da', 'active'),
  ('surface--paving-stones', 'surface', 'Paving stones', '#51daca', 'active'),
  ('surface--cobblestones', 'surface', 'Cobblestones', '#2efbea', 'active'),
  ('surface--compacted', 'surface', 'Compacted', '#5ae4d8', 'active'),
  ('surface--gravel', 'surface', 'Gravel', '#00d9ce', 'active'),
  ('surface--ground', 'surface', 'Bare ground', '#64eee6', 'active'),
  ('surface--mud', 'surface', 'Mud', '#00e3dd', 'active'),
  ('surface--grass', 'surface', 'Grass', '#6ef8f4', 'active'),
  ('surface--sand', 'surface', 'Sand', '#00edec', 'active'),
  ('surface--rock', 'surface', 'Rock', '#46d7d7', 'active'),
  ('surface--roots', 'surface', 'Roots', '#06f6fa', 'active'),
  ('surface--wood', 'surface', 'Wood', '#52e0e5', 'active'),
  ('obstruction', null, 'Obstruction', '#f8acf6', 'active'),
  ('obstruction--fallen-tree', 'obstruction', 'Fallen tree', '#d99ee8', 'active'),
  ('obstruction--overgrown', 'obstruction', 'Overgrown', '#ffafff', 'active'),
  ('obstruction--flooded', 'obstruction', 'Flooded', '#e8a6ed', 'active'),
  ('obstruction--landslide', 'obstruction', 'Landslide', '#ffb7ff', 'active'),
  ('obstruction--narrow', 'obstruction', 'Narrow place', '#f6aff2', 'active'),
  ('obstruction--parked-vehicle', 'obstruction', 'Parked vehicle', '#f195e7', 'active'),
  ('obstruction--construction', 'obstruction', 'Construction site', '#ffb7f7', 'active'),
  ('obstruction--locked', 'obstruction', 'Locked', '#ff9eeb', 'active'),
  ('way', null, 'Part of the way', '#d7cf63', 'active'),
  ('way--steps', 'way', 'Steps', '#cdb756', 'active'),
  ('way--ramp', 'way', 'Ramp', '#ebd24e', 'active'),
  ('way--handrail', 'way', 'Handrail', '#d3c362', 'active'),
  ('way--bridge', 'way', 'Bridge', '#f0de5b', 'active'),
  ('way--boardwalk', 'way', 'Boardwalk', '#d9cf6d', 'active'),
  ('way--ford', 'way', 'Ford', '#cac038', 'active'),
  ('way--stepping-stones', 'way', 'Stepping stones', '#deda79', 'active'),
  ('way--tunnel', 'way', 'Tunnel', '#cecc48', 'active'),
  ('way--crossing', 'way', 'Crossing', '#e4e685', 'active'),
  ('way--lowered-kerb', 'way', 'Lowered kerb', '#d2d858', 'active'),
  ('way--tactile-paving', 'way', 'Tactile paving', '#bfc768', 'active'),
  ('bench', null, 'Bench', '#78d4ff', 'active'),
  ('picnic-table', null, 'Picnic table', '#ffa7a7', 'active'),
  ('shelter', null, 'Shelter', '#7be4a9', 'active'),
  ('toilets', null, 'Toilets', '#d1b9ff', 'active'),
  ('drinking-water', null, 'Drinking water', '#febc64', 'active'),
  ('waste-basket', null, 'Waste basket', '#44e1f9', 'active'),
  ('bicycle-parking', null, 'Bicycle parking', '#ffa7da', 'active'),
  ('hazard', null, 'Hazard', '#b7d978', 'active'),
  ('hazard--drop', 'hazard', 'Drop', '#acc368', 'active'),
  ('hazard--loose-rock', 'hazard', 'Loose rock', '#bbe26e', 'active'),
  ('hazard--livestock', 'hazard', 'Livestock', '#a9d07b', 'active'),
  ('sight', null, 'Sight', '#9dcaff', 'active'),
  ('sight--view', 'sight', 'View', '#81bbff', 'active'),
  ('sight--waterfall', 'sight', 'Waterfall', '#8ed3ff', 'active'),
  ('sight--water', 'sight', 'Lake or pond', '#91c3ff', 'active'),
  ('sight--peak', 'sight', 'Peak', '#a1dbff', 'active'),
  ('sight--cave', 'sight', 'Cave', '#a1cbff', 'active'),
  ('sight--ruins', 'sight', 'Ruins', '#8bb8ff', 'active'),
  ('sight--memorial', 'sight', 'Memorial', '#b1d3ff', 'active'),
  ('sight--wayside-cross', 'sight', 'Wayside cross', '#9cc0ff', 'active'),
  ('sight--tree', 'sight', 'Remarkable tree', '#c1dbff', 'active');
